namespace CoverageHistory.Storage;

/// <summary>The operations of one name.</summary>
internal sealed record OperationTotals(string Name, int Count, int Failed, TimeSpan Average, TimeSpan Slowest, DateTimeOffset LastAt);
