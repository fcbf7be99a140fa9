using CoverageHistory.Model;
using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>The database as a file: where it is, whether it is ours, how it begins.</summary>
internal sealed class HistoryFile(string path, Schema schema)
{
    private const string OwnFolder = ".coverage-history";

    /// <summary>A hostile value must not ask for memory without bounds; SQLite's own bound is 1 GB.</summary>
    private const int MostValueBytes = 256 << 20;

    public string Path => path;

    public string Folder => System.IO.Path.GetDirectoryName(path)!;

    public bool Exists => new FileInfo(path) is { Exists: true } or { LinkTarget: not null } || Directory.Exists(path);

    /// <summary>Of the file with its log.</summary>
    public long SizeBytes => SizeOf(path) + SizeOf(path + "-wal");

    /// <summary>Opens for reading. Nobody waits for a reader, and a reader waits for nobody.</summary>
    public StoreConnection OpenForReading(Deadline deadline)
    {
        if (CheckHeader(deadline) < schema.Version)
        {
            using var writing = OpenForWriting(deadline);
        }
        var connection = StoreConnection.Open(path, deadline);
        try
        {
            Defend(connection);
            if (connection.IsReadOnly)
                connection = PreferImmutable(connection, deadline);
            connection.ExecuteScript("PRAGMA query_only = ON");
            Check(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens for writing; creates the file, or brings an older one to the current schema.</summary>
    public StoreConnection OpenForWriting(Deadline deadline)
    {
        if (!Exists)
            Create(deadline);
        CheckHeader(deadline);
        var connection = StoreConnection.Open(path, deadline);
        try
        {
            Defend(connection);
            if (schema.CheckHeader(connection) < schema.Version)
                Upgrade(connection);
            Check(connection);
            ChooseJournal(connection);
            connection.ExecuteScript("PRAGMA foreign_keys = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Looks at the header without a lock and without recovering a journal, so that a file that is not ours, or is newer, is not touched.
    /// Through SQLite, since closing a file of our own would drop the locks that this process holds on it.
    /// </summary>
    private int CheckHeader(Deadline deadline)
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new StoreException(DiagnosticCode.StoreRefused, $"{path} is a link to {target}; a history must be a file");
        if (Directory.Exists(path))
            throw new StoreException(DiagnosticCode.StoreRefused, $"{path} is a folder; a history must be a file");
        using var connection = StoreConnection.OpenImmutable(path, deadline);
        return schema.CheckHeader(connection);
    }

    /// <summary>Where the folder cannot be written there is no shared memory for the log; without a log the file is all there is.</summary>
    private StoreConnection PreferImmutable(StoreConnection connection, Deadline deadline)
    {
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            return connection;
        connection.Dispose();
        var immutable = StoreConnection.OpenImmutable(path, deadline);
        Defend(immutable);
        return immutable;
    }

    private static void Defend(StoreConnection connection)
    {
        connection.Configure(raw.SQLITE_DBCONFIG_DEFENSIVE, true);
        connection.Configure(raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, false);
        connection.Configure(raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, false);
        connection.Configure(raw.SQLITE_DBCONFIG_ENABLE_VIEW, false);
        connection.Configure(raw.SQLITE_DBCONFIG_DQS_DML, false);
        connection.Configure(raw.SQLITE_DBCONFIG_DQS_DDL, false);
        connection.Configure(raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        connection.Limit(raw.SQLITE_LIMIT_LENGTH, MostValueBytes);
        connection.ExecuteScript("PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL;");
    }

    private void Check(StoreConnection connection)
    {
        schema.CheckHeader(connection);
        schema.CheckObjects(connection);
        // From here on the file is known to be ours: the last one out may tidy up the log.
        connection.Configure(raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
    }

    private static void ChooseJournal(StoreConnection connection)
    {
        if (connection.ReadText("PRAGMA journal_mode") != "wal" && connection.ReadText("PRAGMA journal_mode = WAL") != "wal")
            connection.ReadText("PRAGMA journal_mode = TRUNCATE");
    }

    private void Upgrade(StoreConnection connection) => schema.Migrate(connection, schema.Version);

    /// <summary>Makes the whole file under another name first, so that nobody ever sees half of one.</summary>
    private void Create(Deadline deadline)
    {
        Directory.CreateDirectory(Folder);
        if (System.IO.Path.GetFileName(Folder) == OwnFolder)
            Publish(System.IO.Path.Combine(Folder, ".gitignore"), temporary => DurableFile.Write(temporary, "*\n"u8));
        Publish(path, temporary =>
        {
            DurableFile.Write(temporary, []);
            using (var connection = StoreConnection.Open(temporary, deadline))
            {
                connection.ReadText("PRAGMA journal_mode = MEMORY");
                connection.ExecuteScript("PRAGMA synchronous = OFF; PRAGMA application_id = " + Schema.ApplicationId.ToString(System.Globalization.CultureInfo.InvariantCulture));
                schema.Migrate(connection, schema.Version);
                ChooseJournal(connection);
            }
            DurableFile.Flush(temporary);
        });
    }

    private static void Publish(string target, Action<string> write)
    {
        if (File.Exists(target))
            return;
        var temporary = $"{target}.{Guid.CreateVersion7():N}.new";
        try
        {
            write(temporary);
            File.Move(temporary, target, overwrite: false);
            DurableFile.FlushFolder(System.IO.Path.GetDirectoryName(target)!);
        }
        catch (IOException) when (File.Exists(target))
        {
            // Another process was faster, and its file is as good.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
