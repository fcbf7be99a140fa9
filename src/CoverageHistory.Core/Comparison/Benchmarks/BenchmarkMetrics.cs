using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>What is known of each benchmark as a number a run.</summary>
internal sealed record BenchmarkMetrics(Metric Metric, Func<Measurement, double?> Of, bool IsTime)
{
    /// <summary>One value a run, which outliers among its iterations do not move: what is judged and shown unless another is asked for.</summary>
    public static BenchmarkMetrics Median { get; } = new(new("median_ns", "ns", MetricDirection.Lower, "median time"), one => one.MedianNs ?? one.MeanNs, IsTime: true);

    public static BenchmarkMetrics Mean { get; } = new(new("mean_ns", "ns", MetricDirection.Lower, "mean time"), one => one.MeanNs, IsTime: true);

    public static BenchmarkMetrics Allocated { get; } =
        new(new("allocated_bytes", "B", MetricDirection.Lower, "allocated bytes"), one => one.AllocatedBytes, IsTime: false);

    public static BenchmarkMetrics Gen0 { get; } =
        new(new("gen0_per_1000", "count", MetricDirection.Lower, "collections of generation 0 in 1,000"), one => one.Gen0Per1000, IsTime: false);

    public static IReadOnlyList<BenchmarkMetrics> All { get; } = [Median, Mean, Allocated, Gen0];

    /// <summary>Null when there is none.</summary>
    public static BenchmarkMetrics? Find(string name) => All.FirstOrDefault(one => one.Metric.Name == name);
}
