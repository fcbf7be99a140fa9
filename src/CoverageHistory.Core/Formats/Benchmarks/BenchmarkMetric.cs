using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Metrics beside time and memory.</summary>
internal static class BenchmarkMetric
{
    public const string Nanoseconds = "ns";
    public const string Bytes = "B";

    /// <summary>A metric that the format calls by this name.</summary>
    public static MetricValue Of(string name, string unit, MetricDirection better, double value) => new(new Metric(name, unit, better, name), value);

    /// <summary>As <see cref="Measurement.Values"/> has them.</summary>
    public static IReadOnlyList<MetricValue> Order(IEnumerable<MetricValue> values) =>
        [.. values.OrderBy(value => value.Metric.Name, StringComparer.Ordinal).ThenBy(value => value.Metric.Unit, StringComparer.Ordinal)];
}
