namespace CoverageHistory.Model;

/// <summary>What a session says of a named metric.</summary>
/// <param name="Metric">What the value is of.</param>
/// <param name="Value">In the metric's unit; finite.</param>
/// <param name="Spread">As the source writes it, such as <c>± 0.5</c>; null where it tells none.</param>
public sealed record MetricValue(Metric Metric, double Value, string? Spread = null);
