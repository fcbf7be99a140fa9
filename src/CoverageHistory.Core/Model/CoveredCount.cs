namespace CoverageHistory.Model;

/// <summary>How many of some things (lines, branches, methods) are covered.</summary>
/// <param name="Covered">At least 0, at most <paramref name="Total"/>.</param>
/// <param name="Total">All that are coverable.</param>
public readonly record struct CoveredCount(long Covered, long Total)
{
    /// <summary>Covered / total in 0..1, unrounded; null when nothing is coverable.</summary>
    public double? Rate => Total == 0 ? null : (double)Covered / Total;

    /// <summary>Of things that are counted once in the two.</summary>
    public static CoveredCount operator +(CoveredCount left, CoveredCount right) =>
        new(left.Covered + right.Covered, left.Total + right.Total);
}
