namespace CoverageHistory.Storage;

/// <summary>What was got out of a damaged history.</summary>
/// <param name="Runs">Runs whose hash fits, with everything they hold.</param>
/// <param name="WithoutLines">Runs whose facts and totals are there, and whose lines are damaged.</param>
/// <param name="Lost">Runs of which nothing sound is left.</param>
internal sealed record RecoveredHistory(int Runs, IReadOnlyList<LostRun> WithoutLines, IReadOnlyList<LostRun> Lost);
