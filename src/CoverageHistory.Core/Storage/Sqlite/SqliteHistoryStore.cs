using CoverageHistory.Model;
using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>The history in one SQLite file. Reads of a file that does not exist yet give nothing; a write creates it.</summary>
internal sealed class SqliteHistoryStore : IHistoryStore, IUnitStore
{
    private static readonly string[] Pragmas = ["application_id", "auto_vacuum", "encoding", "freelist_count", "page_count", "page_size", "user_version"];

    private const int MostAhead = 16;

    private readonly StoreAccess _access;
    private readonly SpoolFolder _spool;
    private readonly HistoryCopies _copies;
    private readonly HistoryUpkeep _upkeep;

    public SqliteHistoryStore(string path, SqliteStoreOptions options) : this(path, options, Schema.Current)
    {
    }

    internal SqliteHistoryStore(string path, SqliteStoreOptions options, Schema schema)
        : this(new HistoryFile(Path.GetFullPath(path), schema, options.AvoidWriteAheadLog), Path.GetFullPath(path), options, Path.GetFullPath(path) + "-spool")
    {
    }

    /// <summary>Over a file that is none: there is no place beside it where a record could wait.</summary>
    internal SqliteHistoryStore(HistoryFile file, string location, SqliteStoreOptions options) : this(file, location, options, spool: "")
    {
    }

    private SqliteHistoryStore(HistoryFile file, string location, SqliteStoreOptions options, string spool)
    {
        _access = new StoreAccess(file, location, options);
        _spool = new SpoolFolder(spool);
        _copies = new HistoryCopies(_access);
        _upkeep = new HistoryUpkeep(_access, _spool);
    }

    /// <summary>The newest version of the schema that this knows.</summary>
    public static int SchemaVersion => Schema.Current.Version;

    public string Location => _access.Location;

    /// <summary>Whether there is anything at the path, be it a history or not.</summary>
    public bool Exists => _access.Exists;

    public StoredRun Record(Run run, IReadOnlyList<Session> sessions, CancellationToken cancellation)
    {
        if (sessions.Count == 0)
            throw new ArgumentException("a record needs at least one session", nameof(sessions));
        // Encoded before the lock is taken.
        var bundle = new RunBundle(run, sessions, _access.Options.KeepHitCounts);
        return _access.Translate(() =>
        {
            try
            {
                return Store(bundle, cancellation);
            }
            catch (StoreLockedException)
            {
                return new StoredRun(null, new bool[sessions.Count], _spool.Add(bundle));
            }
        });
    }

    public IReadOnlyList<bool> RecordAll(IEnumerable<(Run Run, IReadOnlyList<Session> Sessions)> runs, CancellationToken cancellation) =>
        _access.Translate(() => _access.Write<IReadOnlyList<bool>>(connection =>
        {
            var writer = new RunWriter(connection);
            var added = new List<bool>();
            foreach (var (run, sessions) in runs)
            {
                cancellation.ThrowIfCancellationRequested();
                var (_, duplicates) = writer.Add(new RunBundle(run, sessions, _access.Options.KeepHitCounts));
                added.Add(duplicates.Contains(false));
            }
            return added;
        }, cancellation));

    public IReadOnlyList<RunSummary> ListRuns(RunQuery query, CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<RunSummary>>(connection => new RunTable(connection).List(query), [], cancellation);

    /// <summary>Commits of a branch's newest runs, the newest first; one may come several times.</summary>
    public IReadOnlyList<string> ListCommits(string branch, int newest, CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<string>>(connection => new RunTable(connection).ListCommits(branch, newest), [], cancellation);

    public RunSummary? FindRun(Guid id, CancellationToken cancellation) =>
        _access.ReadRun<RunSummary?>(id, (connection, row) => new RunTable(connection).Read(row), null, cancellation);

    public IReadOnlyList<SessionSummary> ListSessions(Guid run, CancellationToken cancellation) =>
        _access.ReadRun<IReadOnlyList<SessionSummary>>(run, (connection, row) => new RunReader(connection).ListSessions(row), [], cancellation);

    public IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>> ListModuleTotals(
        RunQuery query, CancellationToken cancellation) =>
        _access.Read<IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>>>(
            connection => new ModuleTotalTable(connection).List(query),
            new Dictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>>(), cancellation);

    public IReadOnlyList<FileCoverage> LoadCoverage(Guid run, CoverageFilter? filter, CancellationToken cancellation) =>
        _access.ReadRun(run, (connection, row) => new RunReader(connection).LoadCoverage(row, filter), [], cancellation);

    public IReadOnlyList<FileCoverage> LoadSessionCoverage(Guid run, string session, CancellationToken cancellation) =>
        _access.ReadRun(run, (connection, row) => new RunReader(connection).LoadCoverage(row, session), [], cancellation);

    public IReadOnlyList<FileTimeline> LoadTimelines(IReadOnlyList<Guid> runs, CoverageFilter? filter, CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<FileTimeline>>(connection => new TimelineReader(connection).Read(runs, filter), [], cancellation);

    public IReadOnlySet<string> FindKnownContent(IReadOnlyCollection<string> contentHashes, CancellationToken cancellation) =>
        _access.Read<IReadOnlySet<string>>(connection => new SessionContents(connection).Known(contentHashes), new HashSet<string>(), cancellation);

    public IReadOnlyList<TestResult> LoadTests(Guid run, CancellationToken cancellation) =>
        _access.ReadRun<IReadOnlyList<TestResult>>(run, (connection, row) => new RunReader(connection).LoadTests(row), [], cancellation);

    public IReadOnlyList<Metric> ListMetrics(CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<Metric>>(connection => new MetricTable(connection).List(), [], cancellation);

    public IReadOnlyDictionary<Guid, double> ListValues(string metric, string unit, CancellationToken cancellation) =>
        _access.Read<IReadOnlyDictionary<Guid, double>>(
            connection => new MetricTable(connection).ListValues(metric, unit), new Dictionary<Guid, double>(), cancellation);

    public IReadOnlyList<Benchmark> ListBenchmarks(CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<Benchmark>>(connection => new MeasurementTable(connection, new MetricTable(connection)).List(), [], cancellation);

    public IReadOnlyList<StoredMeasurement> ListMeasurements(IReadOnlySet<Benchmark>? benchmarks, CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<StoredMeasurement>>(connection => new MeasurementTable(connection, new MetricTable(connection)).ReadSeries(benchmarks), [], cancellation);

    /// <summary>The run's record, rebuilt from what is stored; its hash is <see cref="RunSummary.Hash"/>. Null when there is no such run.</summary>
    public RunRecord? LoadRecord(Guid run, CancellationToken cancellation) =>
        _access.ReadRun<RunRecord?>(run, (connection, row) => new RunReader(connection).ReadRecord(row), null, cancellation);

    public bool DeleteRun(Guid id, CancellationToken cancellation) =>
        _access.Change(id, (connection, row) =>
        {
            new RunTable(connection).Delete(row);
            new GivenUpTable(connection).Bury(id, _access.Options.TimeProvider.GetUtcNow());
        }, cancellation);

    public bool TagRun(Guid id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellation) =>
        _access.Change(id, (connection, row) => new RunTable(connection).Label(row, add, remove), cancellation);

    public int Export(RunQuery query, Stream target, CancellationToken cancellation) => !Exists ? RunLines.WriteAll(target, []) : _access.Read(connection =>
    {
        var manifests = new ManifestTable(connection);
        var packer = new RunPacker(connection, manifests, new RunReader(connection, manifests));
        return RunLines.WriteAll(target, new RunTable(connection).ListIds(query).Select(run => packer.Pack(run.Row)));
    }, none: 0, cancellation);

    public TakenRuns Import(Stream source, bool takeGivenUp, CancellationToken cancellation) =>
        TakeIn(RunLinesReader.ReadWhole(source), takeGivenUp, cancellation);

    /// <summary>Takes in every run of another history, as <see cref="Import"/> does.</summary>
    public TakenRuns Merge(SqliteHistoryStore other, bool takeGivenUp, CancellationToken cancellation) => other._access.Read(connection =>
    {
        var manifests = new ManifestTable(connection);
        var packer = new RunPacker(connection, manifests, new RunReader(connection, manifests));
        return TakeIn(new RunTable(connection).ListIds(RunQuery.All).Select(run => packer.Pack(run.Row)), takeGivenUp, cancellation);
    }, new TakenRuns(0, 0, 0, 0), cancellation);

    /// <inheritdoc cref="HistoryCopies.Recover"/>
    public RecoveredHistory Recover(string damaged, CancellationToken cancellation) => _copies.Recover(damaged, cancellation);

    /// <inheritdoc cref="HistoryCopies.Backup"/>
    public Verification Backup(string target, bool overwrite, CancellationToken cancellation) => _copies.Backup(target, overwrite, cancellation);

    /// <inheritdoc cref="HistoryCopies.Restore"/>
    public (Verification Checked, string? Aside) Restore(string source, CancellationToken cancellation) => _copies.Restore(source, cancellation);

    /// <inheritdoc cref="HistoryUpkeep.Verify"/>
    public Verification Verify(Action<int, int>? progress, CancellationToken cancellation) => _upkeep.Verify(progress, cancellation);

    /// <inheritdoc cref="HistoryUpkeep.Migrate"/>
    public SchemaChange Migrate(int? version, bool isDry, CancellationToken cancellation) => _upkeep.Migrate(version, isDry, cancellation);

    /// <inheritdoc cref="HistoryUpkeep.FindPrunable"/>
    public PrunedRuns FindPrunable(PruneRequest request, CancellationToken cancellation) => _upkeep.FindPrunable(request, cancellation);

    /// <inheritdoc cref="HistoryUpkeep.Prune"/>
    public PrunedRuns Prune(PruneRequest request, CancellationToken cancellation) => _upkeep.Prune(request, cancellation);

    /// <inheritdoc cref="HistoryUpkeep.Compact"/>
    public CompactedHistory Compact(CancellationToken cancellation) => _upkeep.Compact(cancellation);

    /// <inheritdoc cref="HistoryUpkeep.Query"/>
    public QueryResult Query(string sql, int mostRows, TimeSpan time, CancellationToken cancellation) => _upkeep.Query(sql, mostRows, time, cancellation);

    (IReadOnlyList<LocalRun> Runs, GivenUpRuns GivenUp) IUnitStore.ListLocal(CancellationToken cancellation) => _access.Read(connection =>
    {
        var transfer = new UnitTransfer(connection, _access.Options.TimeProvider);
        return ((IReadOnlyList<LocalRun>)transfer.ListRuns(), transfer.ListGivenUp());
    }, ([], GivenUpRuns.None), cancellation);

    void IUnitStore.WriteUnits(
        GivenUpRuns givenUp, IReadOnlySet<string> known, Func<Unit, bool> write, CancellationToken cancellation) => _access.Read(connection =>
    {
        new UnitTransfer(connection, _access.Options.TimeProvider).Write(givenUp, known, write, cancellation);
        return true;
    }, true, cancellation);

    (TakenRuns Taken, IReadOnlyList<UnitOutcome> Outcomes) IUnitStore.TakeIn(
        IReadOnlyList<Unit> units, GivenUpRuns givenUp, CancellationToken cancellation) =>
        _access.Translate(() => _access.Write(connection => new UnitTransfer(connection, _access.Options.TimeProvider).TakeIn(units, givenUp, cancellation), cancellation));

    private TakenRuns TakeIn(IEnumerable<RunBundle> runs, bool takeGivenUp, CancellationToken cancellation) => _access.Translate(() => _access.Write(connection =>
    {
        connection.UseLargeCache();
        var taker = new RunTaker(connection, new ManifestTable(connection), takeGivenUp);
        foreach (var run in ReadAhead.Of(runs, MostAhead))
        {
            cancellation.ThrowIfCancellationRequested();
            taker.Take(run);
        }
        return taker.Result;
    }, cancellation));

    public void Log(Operation operation)
    {
        if (!Exists)
            return;
        try
        {
            var hurried = _access.Options with { LockDeadline = TimeSpan.Zero, OperationDeadline = TimeSpan.FromSeconds(1) };
            _access.Translate(() => _access.History.Write(new Deadline(hurried, CancellationToken.None), connection =>
            {
                new OperationTable(connection).Add(operation);
                return true;
            }, isPrecious: false));
        }
        catch (StoreException)
        {
            // What was done is done, logged or not.
        }
    }

    public IReadOnlyList<Operation> ListOperations(string? name, bool onlyFailed, int newest, CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<Operation>>(connection => new OperationTable(connection).List(name, onlyFailed, newest), [], cancellation);

    public IReadOnlyList<OperationTotals> SumOperations(CancellationToken cancellation) =>
        _access.Read<IReadOnlyList<OperationTotals>>(connection => new OperationTable(connection).Sum(), [], cancellation);

    public StoreInfo GetInfo(CancellationToken cancellation)
    {
        var none = new StoreInfo(Location, 0, 0, "none", StoreConnection.EngineVersion, 0, 0, 0, 0, _spool.Count, null, null);
        return _access.Read(connection => new RunTable(connection).Count(none with
        {
            SchemaVersion = (int)connection.ReadInteger("PRAGMA user_version"),
            SizeBytes = _access.History.SizeBytes,
            JournalMode = connection.ReadText("PRAGMA journal_mode") == "wal" ? "wal" : "truncate",
            Sizes = TableSizes.Read(connection),
            Pragmas = Pragmas.ToDictionary(name => name, name => connection.ReadAny("PRAGMA " + name)),
        }), none, cancellation);
    }

    private StoredRun Store(RunBundle bundle, CancellationToken cancellation)
    {
        IReadOnlyList<string> taken = [];
        var stored = _access.Write(connection =>
        {
            taken = _spool.TakeIn(connection, out var diagnostics);
            var (row, duplicates) = new RunWriter(connection).Add(bundle);
            return new StoredRun(new RunTable(connection).Read(row), duplicates, null) { Diagnostics = diagnostics };
        }, cancellation);
        SpoolFolder.Remove(taken);
        return stored;
    }
}
