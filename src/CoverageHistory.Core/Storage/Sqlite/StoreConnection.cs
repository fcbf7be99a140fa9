using System.Globalization;
using System.Text;
using CoverageHistory.Model;
using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// One connection, for one operation. Directly on SQLitePCLRaw: the defences (defensive mode, progress handler, limits) are only to be
/// had there, and Microsoft.Data.Sqlite on top costs a new process some 20 ms, a third of what recording may take.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    private const int LeastVersion = 3_051_003;

    /// <summary>A hostile value must not ask for memory without bounds; SQLite's own bound is 1 GB.</summary>
    private const int MostValueBytes = 256 << 20;

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = [];
    private readonly delegate_progress _progress;

    private static readonly Lazy<string> Engine = new(LoadEngine);

    private StoreConnection(string path, string target, int flags, Deadline deadline)
    {
        _ = Engine.Value;
        Path = path;
        Deadline = deadline;
        var code = raw.sqlite3_open_v2(target, out _handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        // Kept in a field: the callback must live as long as the connection.
        _progress = _ => deadline.IsOver ? 1 : 0;
        if (code != raw.SQLITE_OK)
        {
            var failure = Failure(code);
            Dispose();
            throw failure;
        }
        raw.sqlite3_extended_result_codes(_handle, 1);
        raw.sqlite3_progress_handler(_handle, 10_000, _progress, null);
    }

    public static string EngineVersion => Engine.Value;

    /// <summary>As messages name it.</summary>
    public string Path { get; }

    public Deadline Deadline { get; }

    /// <summary>More rows than this one statement cannot honestly give: a damaged tree can repeat its pages for ever.</summary>
    public long MostRows { get; set; } = long.MaxValue;

    public long LastId => raw.sqlite3_last_insert_rowid(_handle);

    public int Changes => raw.sqlite3_changes(_handle);

    /// <summary>Opens an existing file for reading and writing, or for reading only where the system does not let it be written.</summary>
    public static StoreConnection Open(string path, Deadline deadline) => new(path, path, raw.SQLITE_OPEN_READWRITE, deadline);

    /// <summary>Opens a file as it stands, without locks and without looking at a journal beside it: nothing is ever written.</summary>
    public static StoreConnection OpenImmutable(string path, Deadline deadline) =>
        new(path, ImmutableUri(path), raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, deadline);

    public static StoreConnection OpenMemory(Deadline deadline) =>
        new(":memory:", ":memory:", raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_MEMORY, deadline);

    /// <summary>Before anything of a file is looked at: nothing in it is executed, and nothing it holds is without bounds.</summary>
    public void Defend()
    {
        Configure(raw.SQLITE_DBCONFIG_DEFENSIVE, true);
        Configure(raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, false);
        Configure(raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, false);
        Configure(raw.SQLITE_DBCONFIG_ENABLE_VIEW, false);
        Configure(raw.SQLITE_DBCONFIG_DQS_DML, false);
        Configure(raw.SQLITE_DBCONFIG_DQS_DDL, false);
        Configure(raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        Limit(raw.SQLITE_LIMIT_LENGTH, MostValueBytes);
    }

    /// <summary>A statement ready to be bound. One with the same text is one statement, so its rows must have been read.</summary>
    public Statement Prepare(string sql)
    {
        if (Deadline.IsOver)
            throw Failure(raw.SQLITE_INTERRUPT);
        if (_statements.TryGetValue(sql, out var statement))
        {
            statement.Reset();
            return statement;
        }
        return _statements[sql] = new Statement(this, Compile(Encoding.UTF8.GetBytes(sql), out _));
    }

    /// <summary>Compiles one statement of a user's, when everything it does is allowed.</summary>
    /// <param name="allows">Asked with SQLite's action code and its first two arguments.</param>
    /// <exception cref="QueryException">It is not understood, not allowed, or more than one.</exception>
    public Statement CompileQuery(string sql, Func<int, string, string, bool> allows)
    {
        strdelegate_authorizer authorizer = (_, action, first, second, _, _) => allows(action, first, second) ? raw.SQLITE_OK : raw.SQLITE_DENY;
        raw.sqlite3_set_authorizer(_handle, authorizer, null);
        try
        {
            var code = raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt handle, out var rest);
            if (code == raw.SQLITE_AUTH)
                throw new QueryException($"the query may only read the history: {raw.sqlite3_errmsg(_handle).utf8_to_string()}");
            if (code is raw.SQLITE_ERROR or raw.SQLITE_TOOBIG)
                throw new QueryException($"the query is not understood: {raw.sqlite3_errmsg(_handle).utf8_to_string()}; docs/storage.md lists the views");
            if (code != raw.SQLITE_OK)
                throw Failure(code);
            if (handle.IsInvalid || !string.IsNullOrWhiteSpace(rest))
            {
                handle.Dispose();
                throw new QueryException("a query is one SELECT statement");
            }
            // VACUUM asks for no permission.
            if (raw.sqlite3_stmt_readonly(handle) == 0 || raw.sqlite3_column_count(handle) == 0)
            {
                handle.Dispose();
                throw new QueryException("the query may only read the history");
            }
            return new Statement(this, handle);
        }
        finally
        {
            raw.sqlite3_set_authorizer(_handle, (strdelegate_authorizer?)null, null);
            GC.KeepAlive(authorizer);
        }
    }

    public void Execute(string sql) => Prepare(sql).Run();

    /// <summary>For a change so large that pages would else be written to the log, and read from it again, before it ends.</summary>
    public void UseLargeCache() => Execute("PRAGMA cache_size = -65536");

    /// <summary>Executes statements one after the other, as migrations hold them.</summary>
    public void ExecuteScript(string sql)
    {
        // As bytes, since of a text SQLite's binding copies all that is left, twice for each statement.
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(sql);
        while (!rest.IsEmpty)
        {
            var handle = Compile(rest, out rest);
            if (handle.IsInvalid)
                continue;
            var statement = new Statement(this, handle);
            try
            {
                statement.Run();
            }
            finally
            {
                statement.Finish();
            }
        }
    }

    public long ReadInteger(string sql)
    {
        var statement = Prepare(sql);
        var value = statement.Step() ? statement.Int64() : throw new InvalidOperationException(sql);
        statement.Reset();
        return value;
    }

    public string ReadText(string sql)
    {
        var statement = Prepare(sql);
        var value = statement.Step() ? statement.Text() : throw new InvalidOperationException(sql);
        statement.Reset();
        return value;
    }

    /// <summary>A value of any kind, for people.</summary>
    public string ReadAny(string sql)
    {
        var statement = Prepare(sql);
        var value = statement.Step() ? Convert.ToString(statement.Value(), CultureInfo.InvariantCulture) ?? "" : "";
        statement.Reset();
        return value;
    }

    /// <summary>Does <paramref name="work"/> on one state of the database; its changes are all made, or none.</summary>
    public T InTransaction<T>(string begin, Func<T> work)
    {
        Execute(begin);
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            // What failed is what matters. Without a rollback here, closing the connection rolls back.
            if (raw.sqlite3_get_autocommit(_handle) == 0)
                raw.sqlite3_exec(_handle, "ROLLBACK");
            throw;
        }
    }

    /// <summary>Does <paramref name="work"/> within the transaction; when it fails, its changes alone are undone.</summary>
    public void InSavepoint(Action work)
    {
        Execute("SAVEPOINT part");
        try
        {
            work();
        }
        catch
        {
            raw.sqlite3_exec(_handle, "ROLLBACK TO part");
            raw.sqlite3_exec(_handle, "RELEASE part");
            throw;
        }
        Execute("RELEASE part");
    }

    /// <summary>Takes over the whole content of another database, or nothing.</summary>
    public void CopyFrom(StoreConnection source)
    {
        while (true)
        {
            using var backup = raw.sqlite3_backup_init(_handle, "main", source._handle, "main");
            if (backup.IsInvalid)
                throw Failure(raw.sqlite3_errcode(_handle));
            var code = raw.sqlite3_backup_step(backup, -1);
            var end = raw.sqlite3_backup_finish(backup);
            if (code == raw.SQLITE_DONE && end == raw.SQLITE_OK)
                return;
            var failure = Failure(end == raw.SQLITE_OK ? code : end);
            if (!SqliteFailure.IsBusy(code) || !Deadline.Pause())
                throw failure;
        }
    }

    /// <summary>Whether statements run, right now and without waiting.</summary>
    public bool Allows(string sql) => raw.sqlite3_exec(_handle, sql) == raw.SQLITE_OK;

    /// <summary>False when the system keeps SQLite from opening what it needs; other trouble shows in the statements that follow.</summary>
    public bool IsReadable() => (raw.sqlite3_exec(_handle, "PRAGMA schema_version") & 0xff)
        is not (raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_IOERR);

    public void Configure(int option, bool value)
    {
        var code = raw.sqlite3_db_config(_handle, option, value ? 1 : 0, out _);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    public void Limit(int limit, int value) => raw.sqlite3_limit(_handle, limit, value);

    public Exception Failure(int code) => SqliteFailure.Of(code, raw.sqlite3_errmsg(_handle).utf8_to_string(), Path, Deadline);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Finish();
        _statements.Clear();
        raw.sqlite3_close_v2(_handle);
        _handle.Dispose();
    }

    // Compiling reads the schema, for which a lock may be needed.
    private sqlite3_stmt Compile(ReadOnlySpan<byte> sql, out ReadOnlySpan<byte> rest)
    {
        while (true)
        {
            var code = raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt handle, out rest);
            if (code == raw.SQLITE_OK)
                return handle;
            var failure = Failure(code);
            if (!SqliteFailure.IsBusy(code) || !Deadline.Pause())
                throw failure;
        }
    }

    private static string LoadEngine()
    {
        Batteries_V2.Init();
        var version = raw.sqlite3_libversion().utf8_to_string();
        return raw.sqlite3_libversion_number() >= LeastVersion ? version
            : throw new StoreException(DiagnosticCode.StoreRefused, $"SQLite {version} is loaded, at least 3.51.3 is needed");
    }

    private static string ImmutableUri(string path)
    {
        var uri = new StringBuilder("file:");
        var separated = System.IO.Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
        if (!separated.StartsWith('/'))
            uri.Append('/');
        foreach (var octet in Encoding.UTF8.GetBytes(separated))
        {
            if (octet < 0x80 && (char.IsAsciiLetterOrDigit((char)octet) || "/-._~:".Contains((char)octet, StringComparison.Ordinal)))
                uri.Append((char)octet);
            else
                uri.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }
        return uri.Append("?immutable=1").ToString();
    }
}
