using CoverageHistory.Statistics;

namespace CoverageHistory.Comparison;

/// <summary>One metric of a benchmark at a run, and what is to be said of it.</summary>
/// <param name="Values">Of the benchmark's whole line, later runs included.</param>
/// <param name="Judged">Null when the run did not measure it.</param>
internal sealed record ReviewedBenchmark(BenchmarkTrend Trend, BenchmarkMetrics Metric, BenchmarkValues Values, JudgedBenchmark? Judged)
{
    /// <summary>Median of the level that the last run belongs to; null without values.</summary>
    public double? Level => Values.Values.Length == 0 ? null
        : Values.Changes is [.., var last] ? last.After : OrderStatistic.MedianOf(Values.Values);

    /// <summary>How far the last run's level is from the one before, as a ratio; null when the level never changed, or was 0.</summary>
    public double? LastChange => Values.Changes is [.., { Before: > 0 } last] ? last.After / last.Before : null;
}
