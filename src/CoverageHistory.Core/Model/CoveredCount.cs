namespace CoverageHistory.Model;

/// <summary>How many of <paramref name="Total"/> things (lines, branches, methods) are covered; both at least 0, covered at most total.</summary>
public readonly record struct CoveredCount(long Covered, long Total)
{
    /// <summary>Covered / total in 0..1, unrounded; null when nothing is coverable.</summary>
    public double? Rate => Total == 0 ? null : (double)Covered / Total;

    public static CoveredCount operator +(CoveredCount left, CoveredCount right) =>
        new(left.Covered + right.Covered, left.Total + right.Total);
}
