namespace CoverageHistory.Storage;

/// <summary>Figures for <c>db info</c>.</summary>
/// <param name="SizeBytes">Of the file with its write-ahead log.</param>
/// <param name="JournalMode"><c>wal</c> or <c>truncate</c>.</param>
/// <param name="Spooled">Records that wait for the lock.</param>
internal sealed record StoreInfo(
    string Location, int SchemaVersion, long SizeBytes, string JournalMode, string EngineVersion,
    int Runs, int Sessions, int Commits, int SourceFiles, int Spooled,
    DateTimeOffset? FirstRunAt, DateTimeOffset? LastRunAt)
{
    /// <summary>By size; together about the file without its log.</summary>
    public IReadOnlyList<TableSize> Sizes { get; init; } = [];

    /// <summary>Of the file, by name, as SQLite tells them.</summary>
    public IReadOnlyDictionary<string, string> Pragmas { get; init; } = new Dictionary<string, string>();

    /// <summary>Null where there are no runs.</summary>
    public long? BytesPerRun => Runs == 0 ? null : SizeBytes / Runs;
}
