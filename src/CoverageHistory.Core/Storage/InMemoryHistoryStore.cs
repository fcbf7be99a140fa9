using CoverageHistory.Model;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Storage;

/// <summary>
/// A history that is gone with the object, for tests of code that works on one. It is the SQLite store over a database in memory, so it
/// behaves as a file does. Any number of threads may use it; one at a time gets through.
/// </summary>
internal sealed class InMemoryHistoryStore : IHistoryStore
{
    private readonly SqliteHistoryStore _store;

    public InMemoryHistoryStore() : this(new MemoryFile(), keepHitCounts: false)
    {
    }

    /// <param name="keepHitCounts">See <see cref="SqliteStoreOptions.KeepHitCounts"/>.</param>
    public InMemoryHistoryStore(bool keepHitCounts) : this(new MemoryFile(), keepHitCounts)
    {
    }

    internal InMemoryHistoryStore(HistoryFile file, bool keepHitCounts) =>
        _store = new SqliteHistoryStore(file, Location, new SqliteStoreOptions { KeepHitCounts = keepHitCounts });

    public string Location => MemoryFile.Name;

    public StoredRun Record(Run run, IReadOnlyList<Session> sessions, CancellationToken cancellation) => _store.Record(run, sessions, cancellation);

    public IReadOnlyList<bool> RecordAll(IEnumerable<(Run Run, IReadOnlyList<Session> Sessions)> runs, CancellationToken cancellation) =>
        _store.RecordAll(runs, cancellation);

    public IReadOnlyList<RunSummary> ListRuns(RunQuery query, CancellationToken cancellation) => _store.ListRuns(query, cancellation);

    public RunSummary? FindRun(Guid id, CancellationToken cancellation) => _store.FindRun(id, cancellation);

    public IReadOnlyList<SessionSummary> ListSessions(Guid run, CancellationToken cancellation) => _store.ListSessions(run, cancellation);

    public IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>> ListModuleTotals(RunQuery query, CancellationToken cancellation) =>
        _store.ListModuleTotals(query, cancellation);

    public IReadOnlyList<FileCoverage> LoadCoverage(Guid run, CoverageFilter? filter, CancellationToken cancellation) =>
        _store.LoadCoverage(run, filter, cancellation);

    public IReadOnlyList<FileTimeline> LoadTimelines(IReadOnlyList<Guid> runs, CoverageFilter? filter, CancellationToken cancellation) =>
        _store.LoadTimelines(runs, filter, cancellation);

    public IReadOnlyList<FileCoverage> LoadSessionCoverage(Guid run, string session, CancellationToken cancellation) =>
        _store.LoadSessionCoverage(run, session, cancellation);

    public IReadOnlySet<string> FindKnownContent(IReadOnlyCollection<string> contentHashes, CancellationToken cancellation) =>
        _store.FindKnownContent(contentHashes, cancellation);

    public IReadOnlyList<TestResult> LoadTests(Guid run, CancellationToken cancellation) => _store.LoadTests(run, cancellation);

    public IReadOnlyList<Metric> ListMetrics(CancellationToken cancellation) => _store.ListMetrics(cancellation);

    public IReadOnlyDictionary<Guid, double> ListValues(string metric, string unit, CancellationToken cancellation) =>
        _store.ListValues(metric, unit, cancellation);

    public IReadOnlyList<Benchmark> ListBenchmarks(CancellationToken cancellation) => _store.ListBenchmarks(cancellation);

    public IReadOnlyList<StoredMeasurement> ListMeasurements(IReadOnlySet<Benchmark>? benchmarks, CancellationToken cancellation) =>
        _store.ListMeasurements(benchmarks, cancellation);

    public bool DeleteRun(Guid id, CancellationToken cancellation) => _store.DeleteRun(id, cancellation);

    public bool TagRun(Guid id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellation) =>
        _store.TagRun(id, add, remove, cancellation);

    public int Export(RunQuery query, Stream target, CancellationToken cancellation) => _store.Export(query, target, cancellation);

    public TakenRuns Import(Stream source, bool takeGivenUp, CancellationToken cancellation) => _store.Import(source, takeGivenUp, cancellation);

    public void Log(Operation operation) => _store.Log(operation);

    public IReadOnlyList<Operation> ListOperations(string? name, bool onlyFailed, int newest, CancellationToken cancellation) =>
        _store.ListOperations(name, onlyFailed, newest, cancellation);

    public IReadOnlyList<OperationTotals> SumOperations(CancellationToken cancellation) => _store.SumOperations(cancellation);

    public StoreInfo GetInfo(CancellationToken cancellation) => _store.GetInfo(cancellation) with { JournalMode = "memory" };
}
