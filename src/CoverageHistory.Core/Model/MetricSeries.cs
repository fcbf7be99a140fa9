namespace CoverageHistory.Model;

/// <summary>One metric over runs.</summary>
/// <param name="Points">In the order of the history: commit ancestry, then time.</param>
public sealed record MetricSeries(Metric Metric, IReadOnlyList<MetricPoint> Points);

/// <param name="Value">In the metric's unit, unrounded; null when the run has none.</param>
public sealed record MetricPoint(Run Run, double? Value);
