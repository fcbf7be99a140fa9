using System.Globalization;
using CoverageHistory.Model;
using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>The database as a file: where it is, whether it is ours, how it begins.</summary>
internal class HistoryFile(string path, Schema schema, bool avoidLog)
{
    private const string OwnFolder = ".coverage-history";

    private const int LeastRowBytes = 16;

    private static readonly string ApplicationId = Schema.ApplicationId.ToString(CultureInfo.InvariantCulture);

    private readonly Lazy<bool> _useLog = new(() => !avoidLog && HasSharedMemory(System.IO.Path.GetDirectoryName(path)!));

    /// <summary>Says that the file stays at an older schema.</summary>
    private string HeldMark => path + ".schema";

    private string Folder => System.IO.Path.GetDirectoryName(path)!;

    public virtual bool Exists => new FileInfo(path) is { Exists: true } or { LinkTarget: not null } || Directory.Exists(path);

    /// <summary>Of the file with its log.</summary>
    public virtual long SizeBytes => SizeOf(path) + SizeOf(path + "-wal");

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
        RefuseLinks();
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

    /// <summary>Copies one state of the history into a new file, compactly, while others write.</summary>
    public void CopyTo(string target, Deadline deadline)
    {
        using var connection = OpenForReading(deadline);
        connection.InTransaction("BEGIN", () =>
        {
            Check(connection);
            return true;
        });
        connection.Prepare("VACUUM INTO ?").Bind(target).Run();
        DurableFile.Flush(target);
    }

    /// <summary>Puts the content of another history in this one's place; what was here goes aside.</summary>
    /// <param name="with">A whole file that nobody uses, in the same folder. It may be gone afterwards.</param>
    /// <param name="nameAside">A name that no file has.</param>
    /// <returns>Where that is that was here; null when there was nothing.</returns>
    public string? Replace(string with, Func<string> nameAside, Deadline deadline)
    {
        RefuseLinks();
        if (_useLog.Value)
            BeginLog(with, deadline);
        DurableFile.Flush(with);
        string? aside = null;
        // Where there was nothing a moment ago, or nothing of use, somebody may have begun a history since.
        while (!IsPublished(with))
        {
            var name = nameAside();
            aside ??= name;
            try
            {
                CheckHeader(deadline);
                Replacement.Overwrite(path, with, name, deadline);
                break;
            }
            catch (StoreException exception) when (exception.Code is DiagnosticCode.NotAHistory or DiagnosticCode.StoreDamaged)
            {
                Replacement.MoveAside(path, name);
            }
        }
        File.Delete(HeldMark);
        return aside;
    }

    private bool IsPublished(string with)
    {
        if (Exists)
            return false;
        try
        {
            DurableFile.GiveName(with, path);
            return true;
        }
        catch (IOException) when (Exists)
        {
            return false;
        }
    }

    /// <summary>Makes the folder where there is none.</summary>
    public void Prepare() => MakeFolder();

    private StoreConnection OpenForReading(Deadline deadline)
    {
        var connection = StoreConnection.Open(path, deadline);
        connection.Defend();
        // Where the folder cannot be written there is no shared memory for the log; without a log the file is all there is.
        if (SizeOf(path + "-wal") > 0 || SizeOf(path + "-journal") > 0 || connection.IsReadable())
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
    private int CheckHeader(Deadline deadline)
    {
        RefuseLinks();
        using var connection = StoreConnection.OpenImmutable(path, deadline);
        // Without the lock the file may be found shorter than its header says, while another process copies its log into it. With this
        // option SQLite lets that pass; a file that really is cut off fails later, under the lock.
        connection.Configure(raw.SQLITE_DBCONFIG_WRITABLE_SCHEMA, true);
        return schema.CheckHeader(connection);
    }

    private void Check(StoreConnection connection)
    {
        // Inside the transaction: another process may have changed the schema a moment ago.
        if (schema.CheckHeader(connection) != schema.Version)
            throw new StoreException(DiagnosticCode.OlderSchema, $"{path} was taken back to an older schema meanwhile; try again");
        schema.CheckObjects(connection);
        var pageSize = connection.ReadInteger("PRAGMA page_size");
        // SQLite takes what is missing of the last page for zeros. With a log, a page may be whole there.
        if (SizeOf(path) % pageSize != 0 && SizeOf(path + "-wal") == 0)
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

    /// <summary>
    /// Brings the history to a version of the schema, older or newer. All of it is done on a copy, which takes the history's place, in one
    /// transaction, when <paramref name="validate"/> has passed it.
    /// </summary>
    /// <param name="isDry">Whether it ends before that.</param>
    public SchemaChange Migrate(int version, bool isDry, Action<string> validate, Deadline deadline)
    {
        CheckHeader(deadline);
        using var connection = StoreConnection.Open(path, deadline);
        Replacement.LockAlone(connection);
        var from = schema.CheckHeader(connection);
        schema.At(from).CheckObjects(connection);
        if (from == version)
        {
            if (!isDry && version == schema.Version)
                File.Delete(HeldMark);
            return new SchemaChange(from, version, null);
        }
        var temporary = $"{path}.{Guid.CreateVersion7():N}.new";
        try
        {
            connection.Prepare("VACUUM INTO ?").Bind(temporary).Run();
            using var copy = StoreConnection.Open(temporary, deadline);
            schema.Migrate(copy, version);
            schema.At(version).CheckObjects(copy);
            validate(temporary);
            if (isDry)
                return new SchemaChange(from, version, null);
            var kept = KeepCopy(connection, from);
            // The mark comes first: without it the next use would bring the history up again. Beside a current file it means nothing.
            if (version < schema.Version && !File.Exists(HeldMark))
                DurableFile.Write(HeldMark, "Kept at an older schema: dotnet coverage-trend db migrate brings it up.\n"u8);
            connection.CopyFrom(copy);
            if (version == schema.Version)
                File.Delete(HeldMark);
            return new SchemaChange(from, version, kept);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void Upgrade(StoreConnection connection, int version)
    {
        if (File.Exists(HeldMark))
        {
            throw new StoreException(DiagnosticCode.OlderSchema, string.Create(CultureInfo.InvariantCulture,
                $"{path} is kept at schema version {version}, as `db migrate --to` said; nothing was changed; `db migrate` brings it up to {schema.Version}"));
        }
        schema.At(version).CheckObjects(connection);
        KeepCopy(connection, version);
        schema.Migrate(connection, schema.Version);
    }

    /// <summary>Lets a copy be changed and checked, and puts it in the history's place in one transaction. Others wait meanwhile.</summary>
    public T Rework<T>(Func<StoreConnection, T> change, Action<string> validate, Deadline deadline)
    {
        CheckHeader(deadline);
        using var connection = StoreConnection.Open(path, deadline);
        Replacement.LockAlone(connection);
        connection.InTransaction("BEGIN", () =>
        {
            Check(connection);
            return true;
        });
        // The copy, what it is compacted into, and the log that takes it back.
        var (needed, free) = (3 * SizeBytes, new DriveInfo(OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(Folder)! : Folder).AvailableFreeSpace);
        if (free < needed)
            throw new StoreException(DiagnosticCode.DiskFull, string.Create(CultureInfo.InvariantCulture,
                $"{path} needs {needed} bytes to be compacted, and {free} are free; nothing was changed; make room, then try again"));
        var temporary = $"{path}.{Guid.CreateVersion7():N}.new";
        try
        {
            connection.Prepare("VACUUM INTO ?").Bind(temporary).Run();
            using var copy = StoreConnection.Open(temporary, deadline);
            copy.ExecuteScript("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;");
            var result = change(copy);
            copy.ExecuteScript("VACUUM");
            validate(temporary);
            connection.CopyFrom(copy);
            connection.ExecuteScript("PRAGMA wal_checkpoint(TRUNCATE)");
            return result;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Deletes files that processes left when they were killed in the middle of making them.</summary>
    /// <returns>How many.</returns>
    public int RemoveLeftOver(DateTime untouchedSinceUtc)
    {
        var removed = 0;
        foreach (var file in Directory.GetFiles(Folder, System.IO.Path.GetFileName(path) + ".*.new*"))
        {
            try
            {
                if (File.GetLastWriteTimeUtc(file) >= untouchedSinceUtc)
                    continue;
                // Refused while another process writes it.
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }
                File.Delete(file);
                removed++;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody's after all.
            }
        }
        return removed;
    }

    /// <summary>Copies an older file before its schema is changed.</summary>
    private string KeepCopy(StoreConnection connection, int version)
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

    private void RefuseLinks()
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new StoreException(DiagnosticCode.StoreIsLink, $"{path} is a link to {target}; a history must be a file; name that one with --db");
        if (System.IO.Path.GetFileName(Folder) == OwnFolder && new DirectoryInfo(Folder).LinkTarget is { } folder)
            throw new StoreException(DiagnosticCode.StoreIsLink, $"{Folder} is a link to {folder}; name the database itself to keep it elsewhere");
        if (Directory.Exists(path))
            throw new StoreException(DiagnosticCode.StoreIsFolder, $"{path} is a folder; a history must be a file; name another with --db");
    }

    /// <summary>Makes the whole file under another name first, so that nobody ever sees half of one.</summary>
    private void Create(Deadline deadline)
    {
        MakeFolder();
        if (System.IO.Path.GetFileName(Folder) == OwnFolder)
            DurableFile.Publish(System.IO.Path.Combine(Folder, ".gitignore"), temporary => DurableFile.Write(temporary, "*\n"u8));
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

    private void MakeFolder()
    {
        try
        {
            DurableFile.CreateFolder(Folder);
        }
        catch (IOException exception) when (!SqliteFailure.IsDiskFull(exception))
        {
            throw SqliteFailure.NoFolder(path, exception);
        }
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

    /// <summary>Whether the log's shared memory works where the file is; over a network it does not, and readers would see damage.</summary>
    private static bool HasSharedMemory(string folder)
    {
        if (OperatingSystem.IsWindows() && folder.StartsWith(@"\\", StringComparison.Ordinal))
            return false;
        for (var at = folder; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at))
                return new DriveInfo(OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(at)! : at).DriveType != DriveType.Network;
        }
        return true;
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
