using CoverageHistory.Model;
using CoverageHistory.Statistics;

namespace CoverageHistory.Comparison;

/// <summary>A benchmark over the runs of a line, in one environment: times compare only within one.</summary>
/// <param name="Points">In the order of the history.</param>
internal sealed record BenchmarkTrend(Benchmark Benchmark, ExecutionEnvironment Environment, IReadOnlyList<BenchmarkPoint> Points)
{
    /// <summary>Position in the history from which a level holds that somebody accepted; 0 when none was.</summary>
    public int AcceptedFrom { get; init; }

    /// <summary>One value a run: the median over its sessions; runs without a value are left out.</summary>
    public BenchmarkValues ValuesOf(BenchmarkMetrics metric)
    {
        var points = new List<BenchmarkPoint>(Points.Count);
        var values = new List<double>(Points.Count);
        foreach (var point in Points)
        {
            if (point.ValuesOf(metric) is { Length: > 0 } found)
            {
                points.Add(point);
                values.Add(OrderStatistic.Median(found));
            }
        }
        return new BenchmarkValues(points, [.. values]);
    }
}
