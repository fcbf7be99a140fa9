namespace CoverageHistory.Model;

/// <summary>One coverable line.</summary>
/// <param name="Number">1-based line number, at most 2^24 in practice.</param>
/// <param name="Hits">How often it ran, saturating at <see cref="uint.MaxValue"/>; 0 is uncovered.</param>
/// <param name="BranchesCovered">Outcomes of the line's decisions that were taken; at most <paramref name="BranchesTotal"/>.</param>
/// <param name="BranchesTotal">Outcomes of the line's decisions; 0 where there is no decision.</param>
public readonly record struct LineCoverage(int Number, uint Hits, ushort BranchesCovered, ushort BranchesTotal)
{
    /// <summary>Whether it ran at all, if not each way.</summary>
    public bool IsCovered => Hits > 0;
}
