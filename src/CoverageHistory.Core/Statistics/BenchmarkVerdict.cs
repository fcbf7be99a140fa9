namespace CoverageHistory.Statistics;

internal enum BenchmarkVerdict
{
    /// <summary>Neither a change nor its absence is shown.</summary>
    Inconclusive,

    /// <summary>No change that matters: the interval lies within the margin.</summary>
    Equivalent,
    Improvement,
    Regression,
}
