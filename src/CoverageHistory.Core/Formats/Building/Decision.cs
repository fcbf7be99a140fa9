using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>One outcome as formats over IL name it.</summary>
/// <param name="Method">Full name of the method.</param>
/// <param name="Offset">Of the branching instruction.</param>
/// <param name="Path">Which way: 0 and 1, and on for a switch.</param>
internal readonly record struct Decision(int Line, string Method, uint Offset, uint Path, uint Hits);

/// <summary>Outcomes of one report: the maximum, as for lines.</summary>
internal readonly struct DecisionRule : IUnionRule<Decision>
{
    public static int Compare(in Decision left, in Decision right)
    {
        var order = ComparePlace(left, right);
        return order != 0 ? order : left.Path.CompareTo(right.Path);
    }

    public static Decision Unite(in Decision left, in Decision right) => left with { Hits = Math.Max(left.Hits, right.Hits) };

    /// <summary>
    /// Offsets differ between builds of the same source, for other frameworks and configurations, while the order of the decisions on a
    /// line does not. So an outcome is known by its decision's place on the line and by its path.
    /// </summary>
    public static BranchOutcome[] Rank(Decision[] decisions)
    {
        var outcomes = new BranchOutcome[decisions.Length];
        var place = 0;
        for (var i = 0; i < decisions.Length; i++)
        {
            if (i == 0 || decisions[i].Line != decisions[i - 1].Line)
                place = 0;
            else if (ComparePlace(decisions[i], decisions[i - 1]) != 0)
                place++;
            outcomes[i] = new BranchOutcome(decisions[i].Line, OutcomeKey.OfDecision(place, decisions[i].Path), decisions[i].Hits);
        }
        return outcomes;
    }

    private static int ComparePlace(in Decision left, in Decision right)
    {
        var order = left.Line.CompareTo(right.Line);
        if (order == 0)
            order = string.CompareOrdinal(left.Method, right.Method);
        return order != 0 ? order : left.Offset.CompareTo(right.Offset);
    }
}
