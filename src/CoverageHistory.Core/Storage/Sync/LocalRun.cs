namespace CoverageHistory.Storage.Sync;

/// <summary>A run of the store, as far as an exchange looks at it.</summary>
/// <param name="Row">In the store.</param>
internal sealed record LocalRun(long Row, string Hash, Guid Id, DateTimeOffset RecordedAt, bool IsLabelled);
