namespace CoverageHistory.Storage.Sqlite;

/// <summary>Replaces a history while other processes may be at work on it.</summary>
internal static class Replacement
{
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>
    /// Writes the new content into the file itself, in one transaction and under a lock that nobody shares: whoever has the file open
    /// goes on with the new content, and a kill leaves the old one. Moving a file in its place would leave them with the old one, and the
    /// new one with a log that is not its own.
    /// </summary>
    public static void Overwrite(string path, string with, string aside, Deadline deadline)
    {
        FileStream? old = null;
        try
        {
            using var connection = StoreConnection.Open(path, deadline);
            LockAlone(connection);
            connection.ExecuteScript("PRAGMA wal_checkpoint(TRUNCATE)");
            // Closed after the connection: closing any handle of the file drops the locks this process holds on it.
            old = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            DurableFile.Publish(aside, temporary =>
            {
                DurableFile.Write(temporary, []);
                using var copy = new FileStream(temporary, FileMode.Open, FileAccess.Write);
                old.CopyTo(copy);
                copy.Flush(flushToDisk: true);
            });
            using var source = StoreConnection.Open(with, deadline);
            connection.CopyFrom(source);
        }
        finally
        {
            old?.Dispose();
        }
    }

    /// <summary>Waits until nobody else has the history open, and keeps them out until the connection is closed.</summary>
    public static void LockAlone(StoreConnection connection)
    {
        connection.Defend();
        connection.ExecuteScript("PRAGMA synchronous = FULL; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;");
    }

    /// <summary>
    /// For a file that no process can use: not a database, none of ours, or damaged at its very beginning. What lies beside it goes with it.
    /// </summary>
    public static void MoveAside(string path, string aside)
    {
        foreach (var companion in Companions)
        {
            if (File.Exists(path + companion))
                File.Move(path + companion, aside + companion, overwrite: true);
        }
        File.Move(path, aside, overwrite: true);
        DurableFile.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
