using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Storage;

/// <summary>Opens histories.</summary>
public static class HistoryStore
{
    /// <summary>
    /// The history in a file, such as <c>.coverage-history/history.db</c> of a repository. It need not exist: reading finds nothing then, and
    /// the first record makes it. Nothing is held open between calls, and any number of processes may use the file.
    /// </summary>
    /// <param name="lockDeadline">How long a call waits for other processes; null: 10 seconds.</param>
    public static IHistoryStore OpenFile(string path, TimeSpan? lockDeadline = null)
    {
        var options = new SqliteStoreOptions();
        return new SqliteHistoryStore(Path.GetFullPath(path), lockDeadline is { } deadline ? options with { LockDeadline = deadline } : options);
    }

    /// <summary>A new history in memory, empty, for tests of code that works on one. It answers as the one in a file does.</summary>
    public static IHistoryStore CreateInMemory() => new InMemoryHistoryStore();
}
