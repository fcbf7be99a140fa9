namespace CoverageHistory.Model;

/// <summary>Totals as a report counts them, such as those in its header; null parts are not stated.</summary>
internal sealed record StatedTotals(CoveredCount? Lines, CoveredCount? Branches);
