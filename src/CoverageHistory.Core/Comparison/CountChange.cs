using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>One count in two runs; null where it is not there.</summary>
internal readonly record struct CountChange(CoveredCount? Base, CoveredCount? Head)
{
    /// <summary>Head rate minus base rate, -1 to 1, unrounded; null unless both have a rate.</summary>
    public double? RateChange => Head?.Rate - Base?.Rate;
}
