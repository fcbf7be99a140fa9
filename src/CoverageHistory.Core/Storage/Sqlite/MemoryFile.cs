namespace CoverageHistory.Storage.Sqlite;

/// <summary>A history that is in memory only, over one connection that one caller at a time has.</summary>
internal sealed class MemoryFile() : HistoryFile(Name, Schema.Current, avoidLog: true)
{
    public const string Name = ":memory:";

    /// <summary>The connection serves many callers, so it has no deadline; nothing here waits for a disk or another process.</summary>
    private static readonly SqliteStoreOptions Patient = new() { LockDeadline = TimeSpan.MaxValue, OperationDeadline = TimeSpan.MaxValue };

    private readonly Lock _gate = new();
    private StoreConnection? _connection;
    private bool _isBusy;

    public override bool Exists => Volatile.Read(ref _connection) is not null;

    public override long SizeBytes => Alone(() => _connection is null ? 0
        : _connection.ReadInteger("PRAGMA page_count") * _connection.ReadInteger("PRAGMA page_size"));

    public override T Read<T>(Deadline deadline, Func<StoreConnection, T> read) => InTransaction(deadline, "BEGIN", read);

    public override T Write<T>(Deadline deadline, Func<StoreConnection, T> write, bool isPrecious = true) =>
        InTransaction(deadline, "BEGIN IMMEDIATE", write);

    private T InTransaction<T>(Deadline deadline, string begin, Func<StoreConnection, T> work) => Alone(() =>
    {
        if (_isBusy)
            throw new InvalidOperationException("a history in memory cannot be used from within what it is doing, such as from the runs given to RecordAll");
        deadline.Cancellation.ThrowIfCancellationRequested();
        var connection = _connection ?? Create();
        _isBusy = true;
        try
        {
            return connection.InTransaction(begin, () => work(connection));
        }
        finally
        {
            _isBusy = false;
        }
    });

    private StoreConnection Create()
    {
        var connection = StoreConnection.OpenMemory(new Deadline(Patient, CancellationToken.None));
        Schema.Current.Migrate(connection, Schema.Current.Version);
        connection.Defend();
        connection.ExecuteScript("PRAGMA foreign_keys = ON");
        Volatile.Write(ref _connection, connection);
        return connection;
    }

    private T Alone<T>(Func<T> work)
    {
        lock (_gate)
            return work();
    }
}
