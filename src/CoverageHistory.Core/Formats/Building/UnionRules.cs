using System.Runtime.CompilerServices;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Lines of one report: the maximum, for a report that names a line twice means the same executions.</summary>
internal readonly struct LineRule : IUnionRule<LineCoverage>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Compare(in LineCoverage left, in LineCoverage right) =>
        left.Number < right.Number ? -1 : left.Number > right.Number ? 1 : 0;

    public static LineCoverage Unite(in LineCoverage left, in LineCoverage right) => new(
        left.Number,
        Math.Max(left.Hits, right.Hits),
        Math.Max(left.BranchesCovered, right.BranchesCovered),
        Math.Max(left.BranchesTotal, right.BranchesTotal));
}

/// <summary>Outcomes of one report: the maximum, as for lines.</summary>
internal readonly struct OutcomeRule : IUnionRule<BranchOutcome>
{
    public static int Compare(in BranchOutcome left, in BranchOutcome right) => left.CompareTo(right);

    public static BranchOutcome Unite(in BranchOutcome left, in BranchOutcome right) =>
        left with { Hits = Math.Max(left.Hits, right.Hits) };
}
