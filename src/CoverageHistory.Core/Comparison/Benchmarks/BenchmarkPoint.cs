using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>What a run says of a benchmark in one environment.</summary>
/// <param name="Position">Of the run in the history.</param>
/// <param name="Measurements">One of each session; several where the benchmark ran again for the same run. Without samples.</param>
internal sealed record BenchmarkPoint(int Position, RunSummary Run, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>Of each session that has one.</summary>
    public double[] ValuesOf(BenchmarkMetrics metric) => [.. Measurements.Select(metric.Of).OfType<double>()];
}
