namespace CoverageHistory.Storage.Sync;

/// <summary>What became of a unit of the set.</summary>
/// <param name="Hash">The unit's.</param>
/// <param name="LocalHash">Of the run as it is here now; another one where the run has more sessions here. Null: it is not here.</param>
/// <param name="RunId">Of the record; empty when it could not be read.</param>
/// <param name="Refusal">Why it could not be taken in; null when it was, or was given up here.</param>
internal sealed record UnitOutcome(string Hash, string? LocalHash, Guid RunId, DateTimeOffset RecordedAt, string? Refusal);
