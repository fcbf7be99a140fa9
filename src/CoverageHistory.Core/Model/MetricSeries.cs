namespace CoverageHistory.Model;

/// <summary>One metric over runs.</summary>
/// <param name="Metric">What the values are of.</param>
/// <param name="Points">In the order of the history: commit ancestry, then time.</param>
public sealed record MetricSeries(Metric Metric, IReadOnlyList<MetricPoint> Points);

/// <summary>The value of a metric in one run.</summary>
/// <param name="Run">The run it was taken from.</param>
/// <param name="Value">In the metric's unit, unrounded; null when the run has none.</param>
public sealed record MetricPoint(Run Run, double? Value);
