using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>The history in one SQLite file. Reads of a file that does not exist yet give nothing; a write creates it.</summary>
internal sealed class SqliteHistoryStore : IHistoryStore, IUnitStore
{
    private static readonly string[] Pragmas = ["application_id", "auto_vacuum", "encoding", "freelist_count", "page_count", "page_size", "user_version"];

    private const int MostAhead = 16;

    private readonly SqliteStoreOptions _options;
    private readonly HistoryFile _file;
    private readonly SpoolFolder _spool;

    public SqliteHistoryStore(string path, SqliteStoreOptions options) : this(path, options, Schema.Current)
    {
    }

    internal SqliteHistoryStore(string path, SqliteStoreOptions options, Schema schema)
    {
        _options = options;
        Location = Path.GetFullPath(path);
        _file = new HistoryFile(Location, schema, options.AvoidWriteAheadLog);
        _spool = new SpoolFolder(Location + "-spool");
    }

    /// <summary>Over a file that is none: there is no place beside it where a record could wait.</summary>
    internal SqliteHistoryStore(HistoryFile file, string location, SqliteStoreOptions options)
    {
        _options = options;
        Location = location;
        _file = file;
        _spool = new SpoolFolder("");
    }

    /// <summary>The newest version of the schema that this knows.</summary>
    public static int SchemaVersion => Schema.Current.Version;

    public string Location { get; }

    /// <summary>Whether there is anything at the path, be it a history or not.</summary>
    public bool Exists => _file.Exists;

    public StoredRun Record(Run run, IReadOnlyList<Session> sessions, CancellationToken cancellation)
    {
        if (sessions.Count == 0)
            throw new ArgumentException("a record needs at least one session", nameof(sessions));
        // Encoded before the lock is taken.
        var bundle = new RunBundle(run, sessions, _options.KeepHitCounts);
        return Translate(() =>
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
        Translate(() => Write<IReadOnlyList<bool>>(connection =>
        {
            var writer = new RunWriter(connection);
            var added = new List<bool>();
            foreach (var (run, sessions) in runs)
            {
                cancellation.ThrowIfCancellationRequested();
                var (_, duplicates) = writer.Add(new RunBundle(run, sessions, _options.KeepHitCounts));
                added.Add(duplicates.Contains(false));
            }
            return added;
        }, cancellation));

    public IReadOnlyList<RunSummary> ListRuns(RunQuery query, CancellationToken cancellation) =>
        Read<IReadOnlyList<RunSummary>>(connection => new RunTable(connection).List(query), [], cancellation);

    public RunSummary? FindRun(Guid id, CancellationToken cancellation) =>
        ReadRun<RunSummary?>(id, (connection, row) => new RunTable(connection).Read(row), null, cancellation);

    public IReadOnlyList<SessionSummary> ListSessions(Guid run, CancellationToken cancellation) =>
        ReadRun<IReadOnlyList<SessionSummary>>(run, (connection, row) => new RunReader(connection).ListSessions(row), [], cancellation);

    public IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>> ListModuleTotals(
        RunQuery query, CancellationToken cancellation) =>
        Read<IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>>>(
            connection => new ModuleTotalTable(connection).List(query),
            new Dictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>>(), cancellation);

    public IReadOnlyList<FileCoverage> LoadCoverage(Guid run, CoverageFilter? filter, CancellationToken cancellation) =>
        ReadRun(run, (connection, row) => new RunReader(connection).LoadCoverage(row, filter), [], cancellation);

    public IReadOnlyList<FileCoverage> LoadSessionCoverage(Guid run, string session, CancellationToken cancellation) =>
        ReadRun(run, (connection, row) => new RunReader(connection).LoadCoverage(row, session), [], cancellation);

    public IReadOnlyList<FileTimeline> LoadTimelines(IReadOnlyList<Guid> runs, CoverageFilter? filter, CancellationToken cancellation) =>
        Read<IReadOnlyList<FileTimeline>>(connection => new TimelineReader(connection).Read(runs, filter), [], cancellation);

    public IReadOnlySet<string> FindKnownContent(IReadOnlyCollection<string> contentHashes, CancellationToken cancellation) =>
        Read<IReadOnlySet<string>>(connection => new SessionContents(connection).Known(contentHashes), new HashSet<string>(), cancellation);

    public IReadOnlyList<TestResult> LoadTests(Guid run, CancellationToken cancellation) =>
        ReadRun<IReadOnlyList<TestResult>>(run, (connection, row) => new RunReader(connection).LoadTests(row), [], cancellation);

    public IReadOnlyList<Metric> ListMetrics(CancellationToken cancellation) =>
        Read<IReadOnlyList<Metric>>(connection => new MetricTable(connection).List(), [], cancellation);

    public IReadOnlyDictionary<Guid, double> ListValues(string metric, string unit, CancellationToken cancellation) =>
        Read<IReadOnlyDictionary<Guid, double>>(
            connection => new MetricTable(connection).ListValues(metric, unit), new Dictionary<Guid, double>(), cancellation);

    public IReadOnlyList<Benchmark> ListBenchmarks(CancellationToken cancellation) =>
        Read<IReadOnlyList<Benchmark>>(connection => new MeasurementTable(connection, new MetricTable(connection)).List(), [], cancellation);

    public IReadOnlyList<StoredMeasurement> ListMeasurements(IReadOnlySet<Benchmark>? benchmarks, CancellationToken cancellation) =>
        Read<IReadOnlyList<StoredMeasurement>>(connection => new MeasurementTable(connection, new MetricTable(connection)).ReadSeries(benchmarks), [], cancellation);

    /// <summary>The run's record, rebuilt from what is stored; its hash is <see cref="RunSummary.Hash"/>. Null when there is no such run.</summary>
    public RunRecord? LoadRecord(Guid run, CancellationToken cancellation) =>
        ReadRun<RunRecord?>(run, (connection, row) => new RunReader(connection).ReadRecord(row), null, cancellation);

    public bool DeleteRun(Guid id, CancellationToken cancellation) =>
        Change(id, (connection, row) =>
        {
            new RunTable(connection).Delete(row);
            new GivenUpTable(connection).Bury(id, _options.TimeProvider.GetUtcNow());
        }, cancellation);

    public bool TagRun(Guid id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellation) =>
        Change(id, (connection, row) => new RunTable(connection).Label(row, add, remove), cancellation);

    public int Export(RunQuery query, Stream target, CancellationToken cancellation) => !Exists ? RunLines.WriteAll(target, []) : Read(connection =>
    {
        var manifests = new ManifestTable(connection);
        var packer = new RunPacker(connection, manifests, new RunReader(connection, manifests));
        return RunLines.WriteAll(target, new RunTable(connection).ListIds(query).Select(run => packer.Pack(run.Row)));
    }, none: 0, cancellation);

    public TakenRuns Import(Stream source, bool takeGivenUp, CancellationToken cancellation) =>
        TakeIn(RunLinesReader.ReadWhole(source), takeGivenUp, cancellation);

    /// <summary>Takes in every run of another history, as <see cref="Import"/> does.</summary>
    public TakenRuns Merge(SqliteHistoryStore other, bool takeGivenUp, CancellationToken cancellation) => other.Read(connection =>
    {
        var manifests = new ManifestTable(connection);
        var packer = new RunPacker(connection, manifests, new RunReader(connection, manifests));
        return TakeIn(new RunTable(connection).ListIds(RunQuery.All).Select(run => packer.Pack(run.Row)), takeGivenUp, cancellation);
    }, new TakenRuns(0, 0, 0, 0), cancellation);

    /// <summary>Gets what is sound out of a damaged file into this history, which must not exist yet. The damaged file is not touched.</summary>
    /// <exception cref="StoreException">There is something at this history's place, or the damaged file cannot be copied.</exception>
    public RecoveredHistory Recover(string damaged, CancellationToken cancellation) => Translate(() =>
    {
        if (Exists)
            throw new StoreException(DiagnosticCode.StoreRefused, $"{Location} exists; a history is recovered into a new file");
        var folder = Directory.CreateTempSubdirectory("coverage-history-");
        try
        {
            var copy = Path.Combine(folder.FullName, "damaged.db");
            File.Copy(damaged, copy);
            if (File.Exists(damaged + "-wal"))
                File.Copy(damaged + "-wal", copy + "-wal");
            return Write(connection =>
            {
                var givenUp = new GivenUpTable(connection);
                var now = _options.TimeProvider.GetUtcNow();
                // A writer each: one whose run was undone remembers ids that are no more.
                return Salvage.Read(copy, new Deadline(_options, cancellation),
                    run => connection.InSavepoint(() => new RunTaker(connection, new ManifestTable(connection), takeGivenUp: true).Take(run)),
                    id => givenUp.Bury(id, now));
            }, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    });

    /// <summary>Checks the whole history, and the records that wait beside it. Nothing is changed, but for an older schema.</summary>
    /// <param name="progress">Told how many runs are checked, and of how many.</param>
    /// <exception cref="StoreException">The file cannot be opened; damage is no exception but a finding.</exception>
    public Verification Verify(Action<int, int>? progress, CancellationToken cancellation)
    {
        Verification checkedFile;
        try
        {
            checkedFile = Read(connection => new Verifier(connection, progress).Verify(), new Verification(0, 0, 0, 0, []), cancellation);
        }
        catch (StoreException exception) when (exception.Code is DiagnosticCode.StoreDamaged or DiagnosticCode.NotAHistory or DiagnosticCode.StoreRefused)
        {
            checkedFile = new Verification(0, 0, 0, 0, [new Finding(FindingKind.File, null, exception.Message)]);
        }
        return checkedFile with { Waiting = _spool.Count, Findings = [.. checkedFile.Findings, .. _spool.Check()] };
    }

    /// <summary>Copies the history as it is now, while others may write, and checks the copy before it gets its name.</summary>
    /// <param name="target">Absolute.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <exception cref="StoreException">The history, or its copy, is damaged, or there is a file already.</exception>
    public Verification Backup(string target, bool overwrite, CancellationToken cancellation) => Translate(() =>
    {
        // Before the work is done; the name is given only where nobody took it meanwhile.
        if (!overwrite && File.Exists(target))
            throw TargetExists();
        var deadline = new Deadline(_options, cancellation);
        // Brings an older history up to date, as every use does.
        _file.Read(deadline, _ => true);
        var temporary = TemporaryName(target);
        try
        {
            _file.CopyTo(temporary, deadline);
            var outcome = new SqliteHistoryStore(temporary, _options).VerifiedOrThrow(Location, cancellation);
            if (overwrite)
            {
                File.Move(temporary, target, overwrite: true);
                DurableFile.FlushFolder(Path.GetDirectoryName(target)!);
            }
            else
                DurableFile.GiveName(temporary, target);
            return outcome;
        }
        catch (IOException) when (!overwrite && File.Exists(target))
        {
            throw TargetExists();
        }
        finally
        {
            File.Delete(temporary);
        }

        StoreException TargetExists() => new(
            DiagnosticCode.StoreRefused, $"{target} exists; it is left as it is; name another file, or replace it with --force");
    });

    /// <summary>Puts a copy in the history's place, once it is checked. What was there is kept aside, and may be damaged.</summary>
    /// <param name="source">Absolute. It is not changed.</param>
    /// <returns>What the copy holds, and the name of the file that was replaced; null when there was none.</returns>
    public (Verification Checked, string? Aside) Restore(string source, CancellationToken cancellation) => Translate(() =>
    {
        if (!File.Exists(source))
            throw new StoreException(DiagnosticCode.StoreMissing, $"there is no file {source}; nothing was changed");
        _file.Prepare();
        var temporary = TemporaryName(Location);
        try
        {
            File.Copy(source, temporary);
            if (File.Exists(source + "-wal"))
                File.Copy(source + "-wal", temporary + "-wal");
            var outcome = new SqliteHistoryStore(temporary, _options).VerifiedOrThrow(source, cancellation);
            var deadline = new Deadline(_options, cancellation);
            new HistoryFile(temporary, Schema.Current, avoidLog: true).CopyTo(temporary + ".compact", deadline);
            return (outcome, _file.Replace(temporary + ".compact", AsideName, deadline));
        }
        finally
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(temporary)!, Path.GetFileName(temporary) + "*"))
                File.Delete(file);
        }
    });

    /// <summary>
    /// Brings the history to a version of the schema; null: the current one. It is copied before and verified after, and stays as it was
    /// when anything fails. One that is taken back stays there until it is migrated again: no other use brings it up.
    /// </summary>
    /// <param name="isDry">Whether everything is done on a copy only.</param>
    public SchemaChange Migrate(int? version, bool isDry, CancellationToken cancellation) => Translate(() =>
    {
        var current = Schema.Current.Version;
        if (version is < 1 || version > current)
            throw new ArgumentOutOfRangeException(nameof(version), version, $"there are versions 1 to {current.ToString(CultureInfo.InvariantCulture)}");
        var deadline = new Deadline(_options, cancellation);
        return _file.Migrate(version ?? current, isDry, migrated =>
        {
            // An older schema is verified by way of the current one: what comes up again whole went down whole.
            var again = migrated + ".again";
            try
            {
                File.Copy(migrated, again);
                using (var connection = StoreConnection.Open(again, deadline))
                    Schema.Current.Migrate(connection, current);
                new SqliteHistoryStore(again, _options).VerifiedOrThrow(Location, cancellation);
            }
            finally
            {
                File.Delete(again);
            }
        }, deadline);
    });

    /// <summary>What <see cref="Prune"/> would give up.</summary>
    public PrunedRuns FindPrunable(PruneRequest request, CancellationToken cancellation) =>
        Read(connection => new Pruner(connection).Find(request), new PrunedRuns([], 0), cancellation);

    /// <summary>Gives runs, or their lines, up; other stores do not bring them back. All of them, or none.</summary>
    public PrunedRuns Prune(PruneRequest request, CancellationToken cancellation) => !Exists ? new PrunedRuns([], 0)
        : Translate(() => Write(connection => new Pruner(connection).Prune(request, _options.TimeProvider.GetUtcNow()), cancellation));

    /// <summary>Removes what no run refers to any more and gives the space back. Verified before it is kept.</summary>
    public CompactedHistory Compact(CancellationToken cancellation) => Translate(() =>
    {
        var deadline = new Deadline(_options, cancellation);
        _file.Read(deadline, _ => true);
        // Nobody takes an hour to make a file.
        var leftOver = _file.RemoveLeftOver(DateTime.UtcNow.AddHours(-1)) + _spool.RemoveLeftOver(DateTime.UtcNow.AddDays(-1));
        var before = _file.SizeBytes;
        var (lists, maps, names) = _file.Rework(connection => new Compactor(connection).Compact(),
            copy => new SqliteHistoryStore(copy, _options).VerifiedOrThrow(Location, cancellation), deadline);
        return new CompactedHistory(before, _file.SizeBytes, lists, maps, names, leftOver);
    });

    /// <summary>Answers one SELECT statement over the documented views and tables; nothing can be changed by it.</summary>
    /// <param name="mostRows">At least 1; where there are more, the result says so.</param>
    /// <exception cref="QueryException">It is not understood, does more than read the history, or takes longer than <paramref name="time"/>.</exception>
    public QueryResult Query(string sql, int mostRows, TimeSpan time, CancellationToken cancellation)
    {
        var deadline = new Deadline(_options with { OperationDeadline = time }, cancellation);
        try
        {
            return !Exists ? new QueryResult([], [], IsCutOff: false)
                : Translate(() => _file.Read(deadline, connection => new QueryRunner(connection).Run(sql, mostRows)));
        }
        catch (StoreException exception) when (deadline.HasPassed)
        {
            throw new QueryException(string.Create(CultureInfo.InvariantCulture, $"the query took longer than {time.TotalSeconds:0.#} s; narrow it, or give it more time"), exception);
        }
    }

    private Verification VerifiedOrThrow(string name, CancellationToken cancellation)
    {
        var outcome = Verify(null, cancellation);
        return outcome.IsSound ? outcome : throw new StoreException(DiagnosticCode.StoreDamaged,
            $"{name} is damaged: {outcome.Findings[0].What.Replace(Location, name, StringComparison.Ordinal)}; nothing was changed; "
            + "`db verify` lists what is wrong, `db recover` saves what can be read");
    }

    private static string TemporaryName(string path) => $"{path}.{Guid.CreateVersion7():N}.new";

    private string AsideName()
    {
        var name = $"{Location}.{_options.TimeProvider.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}.replaced";
        for (var number = 2; File.Exists(name); number++)
            name = $"{Path.ChangeExtension(name, null)}.{number.ToString(CultureInfo.InvariantCulture)}.replaced";
        return name;
    }

    (IReadOnlyList<LocalRun> Runs, GivenUpRuns GivenUp) IUnitStore.ListLocal(CancellationToken cancellation) => Read(connection =>
    {
        var transfer = new UnitTransfer(connection, _options.TimeProvider);
        return ((IReadOnlyList<LocalRun>)transfer.ListRuns(), transfer.ListGivenUp());
    }, ([], GivenUpRuns.None), cancellation);

    void IUnitStore.WriteUnits(
        GivenUpRuns givenUp, IReadOnlySet<string> known, Func<Unit, bool> write, CancellationToken cancellation) => Read(connection =>
    {
        new UnitTransfer(connection, _options.TimeProvider).Write(givenUp, known, write, cancellation);
        return true;
    }, true, cancellation);

    (TakenRuns Taken, IReadOnlyList<UnitOutcome> Outcomes) IUnitStore.TakeIn(
        IReadOnlyList<Unit> units, GivenUpRuns givenUp, CancellationToken cancellation) =>
        Translate(() => Write(connection => new UnitTransfer(connection, _options.TimeProvider).TakeIn(units, givenUp, cancellation), cancellation));

    private TakenRuns TakeIn(IEnumerable<RunBundle> runs, bool takeGivenUp, CancellationToken cancellation) => Translate(() => Write(connection =>
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
            var hurried = _options with { LockDeadline = TimeSpan.Zero, OperationDeadline = TimeSpan.FromSeconds(1) };
            Translate(() => _file.Write(new Deadline(hurried, CancellationToken.None), connection =>
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
        Read<IReadOnlyList<Operation>>(connection => new OperationTable(connection).List(name, onlyFailed, newest), [], cancellation);

    public IReadOnlyList<OperationTotals> SumOperations(CancellationToken cancellation) =>
        Read<IReadOnlyList<OperationTotals>>(connection => new OperationTable(connection).Sum(), [], cancellation);

    public StoreInfo GetInfo(CancellationToken cancellation)
    {
        var none = new StoreInfo(Location, 0, 0, "none", StoreConnection.EngineVersion, 0, 0, 0, 0, _spool.Count, null, null);
        return Read(connection => new RunTable(connection).Count(none with
        {
            SchemaVersion = (int)connection.ReadInteger("PRAGMA user_version"),
            SizeBytes = _file.SizeBytes,
            JournalMode = connection.ReadText("PRAGMA journal_mode") == "wal" ? "wal" : "truncate",
            Sizes = TableSizes.Read(connection),
            Pragmas = Pragmas.ToDictionary(name => name, name => connection.ReadAny("PRAGMA " + name)),
        }), none, cancellation);
    }

    private StoredRun Store(RunBundle bundle, CancellationToken cancellation)
    {
        IReadOnlyList<string> taken = [];
        var stored = Write(connection =>
        {
            taken = _spool.TakeIn(connection, out var diagnostics);
            var (row, duplicates) = new RunWriter(connection).Add(bundle);
            return new StoredRun(new RunTable(connection).Read(row), duplicates, null) { Diagnostics = diagnostics };
        }, cancellation);
        SpoolFolder.Remove(taken);
        return stored;
    }

    private T ReadRun<T>(Guid id, Func<StoreConnection, long, T> read, T none, CancellationToken cancellation) =>
        Read(connection => new RunTable(connection).FindRow(id) is { } row ? read(connection, row) : none, none, cancellation);

    private T Read<T>(Func<StoreConnection, T> read, T none, CancellationToken cancellation) =>
        Exists ? Translate(() => _file.Read(new Deadline(_options, cancellation), read)) : none;

    private bool Change(Guid id, Action<StoreConnection, long> change, CancellationToken cancellation) =>
        Exists && Translate(() => Write(connection =>
        {
            if (new RunTable(connection).FindRow(id) is not { } row)
                return false;
            change(connection, row);
            return true;
        }, cancellation));

    private T Write<T>(Func<StoreConnection, T> write, CancellationToken cancellation) =>
        _file.Write(new Deadline(_options, cancellation), write);

    private T Translate<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (StoreLockedException exception)
        {
            throw new StoreException(DiagnosticCode.StoreLocked, exception.Message, exception);
        }
        catch (InvalidDataException exception)
        {
            throw new StoreException(DiagnosticCode.StoreDamaged, $"{Location} {SqliteFailure.Damaged}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SqliteFailure.Of(exception, Location);
        }
    }
}
