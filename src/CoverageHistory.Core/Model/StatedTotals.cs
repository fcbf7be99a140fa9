namespace CoverageHistory.Model;

/// <summary>Totals from a report's header; null parts are not stated.</summary>
public sealed record StatedTotals(CoveredCount? Lines, CoveredCount? Branches);
