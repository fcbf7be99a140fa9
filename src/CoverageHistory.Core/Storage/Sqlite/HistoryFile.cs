using System.Globalization;
using CoverageHistory.Model;
using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>The database as a file: where it is, whether it is ours, how it begins.</summary>
internal class HistoryFile(string path, Schema schema, bool avoidLog)
{
    private const int LeastRowBytes = 16;

    private static readonly string ApplicationId = Schema.ApplicationId.ToString(CultureInfo.InvariantCulture);

    private readonly Lazy<bool> _useLog = new(() => !avoidLog && new HistoryPlace(path).HasSharedMemory());

    public HistoryPlace Place => field ??= new(path);

    public Schema Schema => schema;

    /// <summary>Whether a history here has a write-ahead log.</summary>
    public bool UsesLog => _useLog.Value;

    public virtual bool Exists => Place.Exists;

    /// <summary>Of the file with its log.</summary>
    public virtual long SizeBytes => Place.SizeBytes;

    /// <summary>Reads one state of the history. Nobody waits for a reader, and a reader waits for nobody.</summary>
    public virtual T Read<T>(Deadline deadline, Func<StoreConnection, T> read)
    {
        if (CheckHeader(deadline) < schema.Version)
            Write(deadline, _ => true);
        using var connection = OpenForReading(deadline);
        connection.ExecuteScript("PRAGMA query_only = ON; PRAGMA cell_size_check = ON;");
        return connection.InTransaction("BEGIN", () =>
        {
            Check(connection);
            return read(connection);
        });
    }

    /// <summary>Changes the history, wholly or not at all; creates the file, or brings an older one to the current schema.</summary>
    /// <param name="isPrecious">Whether it must survive a power cut from now on; else the next change that must takes it along.</param>
    /// <exception cref="StoreLockedException">The lock was not free in time.</exception>
    public virtual T Write<T>(Deadline deadline, Func<StoreConnection, T> write, bool isPrecious = true)
    {
        Place.RefuseLinks();
        if (!Exists)
            Create(deadline);
        CheckHeader(deadline);
        using var connection = StoreConnection.Open(path, deadline);
        connection.Defend();
        // What a savepoint may have to take back is a few pages; in a file of its own it would only grow until the transaction ends.
        connection.ExecuteScript("PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;");
        if (schema.CheckHeader(connection) is var version && version < schema.Version)
            Upgrade(connection, version);
        ChooseJournal(connection);
        // With a log only: without one, a power cut would damage what was there before.
        if (!isPrecious && connection.ReadText("PRAGMA journal_mode") == "wal")
            connection.ExecuteScript("PRAGMA synchronous = NORMAL");
        connection.ExecuteScript("PRAGMA foreign_keys = ON");
        return connection.InTransaction("BEGIN IMMEDIATE", () =>
        {
            Check(connection);
            return write(connection);
        });
    }

    /// <summary>For one transaction that changes nothing.</summary>
    public StoreConnection OpenForReading(Deadline deadline)
    {
        var connection = StoreConnection.Open(path, deadline);
        connection.Defend();
        // Where the folder cannot be written there is no shared memory for the log; without a log the file is all there is.
        if (Place.HasLog || Place.HasJournal || connection.IsReadable())
            return connection;
        connection.Dispose();
        connection = StoreConnection.OpenImmutable(path, deadline);
        connection.Defend();
        return connection;
    }

    /// <summary>
    /// Looks at the header without a lock and without recovering a journal, so that a file that is not ours, or is newer, is not touched.
    /// Through SQLite, since closing a file of our own would drop the locks that this process holds on it.
    /// </summary>
    public int CheckHeader(Deadline deadline)
    {
        Place.RefuseLinks();
        using var connection = StoreConnection.OpenImmutable(path, deadline);
        // Without the lock the file may be found shorter than its header says, while another process copies its log into it. With this
        // option SQLite lets that pass; a file that really is cut off fails later, under the lock.
        connection.Configure(raw.SQLITE_DBCONFIG_WRITABLE_SCHEMA, true);
        return schema.CheckHeader(connection);
    }

    /// <summary>Within a transaction, before anything else is read.</summary>
    public void Check(StoreConnection connection)
    {
        // Inside the transaction: another process may have changed the schema a moment ago.
        if (schema.CheckHeader(connection) != schema.Version)
            throw new StoreException(DiagnosticCode.OlderSchema, $"{path} was taken back to an older schema meanwhile; try again");
        schema.CheckObjects(connection);
        var pageSize = connection.ReadInteger("PRAGMA page_size");
        // SQLite takes what is missing of the last page for zeros. With a log, a page may be whole there.
        if (Place.FileBytes % pageSize != 0 && !Place.HasLog)
            throw new StoreException(DiagnosticCode.StoreRefused, $"{path} is damaged, it ends in the middle of a page; restore a copy, or move it away to begin a new history");
        connection.MostRows = connection.ReadInteger("PRAGMA page_count") * pageSize / LeastRowBytes;
        // From here on the file is known to be ours: the last one out may tidy up the log.
        connection.Configure(raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false);
    }

    /// <summary>
    /// A file with a log keeps it, unless it has come to where there is no shared memory. One without keeps that too: a log may be
    /// impossible here for a reason only its creator found out.
    /// </summary>
    private void ChooseJournal(StoreConnection connection)
    {
        if (!_useLog.Value || connection.ReadText("PRAGMA journal_mode") != "wal")
            connection.ReadText("PRAGMA journal_mode = TRUNCATE");
    }

    private void Upgrade(StoreConnection connection, int version)
    {
        if (File.Exists(Place.HeldMark))
        {
            throw new StoreException(DiagnosticCode.OlderSchema, string.Create(CultureInfo.InvariantCulture,
                $"{path} is kept at schema version {version}, as `db migrate --to` said; nothing was changed; `db migrate` brings it up to {schema.Version}"));
        }
        schema.At(version).CheckObjects(connection);
        KeepCopy(connection, version);
        schema.Migrate(connection, schema.Version);
    }

    /// <summary>Copies an older file before its schema is changed.</summary>
    public string KeepCopy(StoreConnection connection, int version)
    {
        var copy = string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}.bak");
        for (var number = 2; File.Exists(copy); number++)
            copy = string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}.{number}.bak");
        DurableFile.Publish(copy, temporary =>
        {
            connection.Prepare("VACUUM INTO ?").Bind(temporary).Run();
            DurableFile.Flush(temporary);
        });
        return copy;
    }

    /// <summary>Makes the whole file under another name first, so that nobody ever sees half of one.</summary>
    private void Create(Deadline deadline)
    {
        Place.MakeFolder();
        if (Place.HasOwnFolder)
            DurableFile.Publish(Path.Combine(Place.Folder, ".gitignore"), temporary => DurableFile.Write(temporary, "*\n"u8));
        DurableFile.Publish(path, temporary =>
        {
            DurableFile.Write(temporary, []);
            using (var connection = StoreConnection.Open(temporary, deadline))
            {
                // Nobody else sees the file yet, and it is flushed as a whole below.
                connection.ReadText("PRAGMA journal_mode = MEMORY");
                connection.ExecuteScript($"PRAGMA synchronous = OFF; PRAGMA application_id = {ApplicationId};");
                schema.Migrate(connection, schema.Version);
            }
            if (_useLog.Value)
                BeginLog(temporary, deadline);
            DurableFile.Flush(temporary);
        });
    }

    /// <summary>Gives a new file its log, and takes it back where the log cannot be used after all.</summary>
    internal static void BeginLog(string path, Deadline deadline)
    {
        using (var connection = StoreConnection.Open(path, deadline))
        {
            if (connection.ReadText("PRAGMA journal_mode = WAL") != "wal" || connection.Allows("BEGIN IMMEDIATE; ROLLBACK;"))
                return;
        }
        // Only with the lock for itself alone does SQLite read such a file without shared memory.
        using var alone = StoreConnection.Open(path, deadline);
        alone.ExecuteScript("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE;");
    }
}
