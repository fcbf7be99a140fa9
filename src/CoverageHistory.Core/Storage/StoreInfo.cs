namespace CoverageHistory.Storage;

/// <summary>Figures for <c>db info</c>.</summary>
/// <param name="SizeBytes">Of the file with its write-ahead log.</param>
/// <param name="JournalMode"><c>wal</c> or <c>truncate</c>.</param>
/// <param name="Spooled">Records that wait for the lock.</param>
public sealed record StoreInfo(
    string Location, int SchemaVersion, long SizeBytes, string JournalMode, string EngineVersion,
    int Runs, int Sessions, int Commits, int SourceFiles, int Spooled,
    DateTimeOffset? FirstRunAt, DateTimeOffset? LastRunAt);
