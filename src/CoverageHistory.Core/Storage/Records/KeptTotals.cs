using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Totals of a run whose lines, or some of them, were dropped: the union of several sessions cannot be counted from their totals.</summary>
/// <param name="Modules">By name, ordinally, each once.</param>
internal sealed record KeptTotals(CoverageCounts Coverage, IReadOnlyList<KeyValuePair<string, CoverageCounts>> Modules)
{
    /// <summary>Of two stores' totals of one run those over the most lines stay, whatever the order they meet in.</summary>
    public static KeptTotals? Fuller(KeptTotals? left, KeptTotals? right)
    {
        if (left is null || right is null)
            return left ?? right;
        var order = left.Coverage.Lines.Total.CompareTo(right.Coverage.Lines.Total);
        if (order == 0)
            order = left.Coverage.Lines.Covered.CompareTo(right.Coverage.Lines.Covered);
        return (order != 0 ? order : left.ToText().AsSpan().SequenceCompareTo(right.ToText())) >= 0 ? left : right;
    }

    /// <summary>As it stands in the run's record.</summary>
    public byte[] ToText()
    {
        var json = new CanonicalJson();
        RunRecordWriter.Write(json, this);
        return json.ToArray();
    }
}
