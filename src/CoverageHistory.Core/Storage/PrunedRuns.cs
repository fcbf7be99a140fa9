namespace CoverageHistory.Storage;

/// <summary>What a history gave up, or would give up.</summary>
/// <param name="Runs">Oldest first, as they were.</param>
/// <param name="Kept">How many stay for their labels or releases, or were spared, although they are as old.</param>
internal sealed record PrunedRuns(IReadOnlyList<RunSummary> Runs, int Kept);
