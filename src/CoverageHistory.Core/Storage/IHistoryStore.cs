using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>
/// The history. Every member opens what it needs and leaves nothing open; all throw <see cref="StoreException"/> when the store refuses
/// (locked past the deadline, corrupt, newer schema, not a history).
/// </summary>
public interface IHistoryStore
{
    /// <summary>Where it is, for messages: the absolute path of a file, or a server and database without credentials.</summary>
    string Location { get; }

    /// <summary>
    /// Adds sessions to the run with <paramref name="run"/>'s key, which begins with the first of them, in one transaction.
    /// A session whose content is in the run already is left out. All of it is stored, or nothing.
    /// When the lock is not free by the deadline the record is spooled and the next writer takes it in.
    /// </summary>
    StoredRun Record(Run run, IReadOnlyList<Session> sessions, CancellationToken cancellation);

    /// <summary>
    /// Adds runs with their sessions in one transaction, in which they are enumerated too: all of them are stored, or nothing. It is never
    /// spooled. A run or a session that is there already is left out.
    /// </summary>
    /// <returns>Of each run, in order, whether anything of it was new.</returns>
    internal IReadOnlyList<bool> RecordAll(IEnumerable<(Run Run, IReadOnlyList<Session> Sessions)> runs, CancellationToken cancellation);

    /// <summary>Runs that match, oldest first by <see cref="Run.RecordedAt"/>, then by id.</summary>
    IReadOnlyList<RunSummary> ListRuns(RunQuery query, CancellationToken cancellation);

    /// <summary>Null when there is no such run.</summary>
    RunSummary? FindRun(Guid id, CancellationToken cancellation);

    /// <summary>Sessions of a run in the order they came, without their content; empty for an unknown run.</summary>
    IReadOnlyList<SessionSummary> ListSessions(Guid run, CancellationToken cancellation);

    /// <summary>Module totals of each run, by module name; each (file, line) once within the module.</summary>
    internal IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>> ListModuleTotals(
        RunQuery query, CancellationToken cancellation);

    /// <summary>
    /// The union of a run's sessions, one entry per (module, path), ordered by module, then path.
    /// Hits are 1 for a covered line unless hit counts were kept. <paramref name="filter"/> keeps the rest from being decoded.
    /// </summary>
    IReadOnlyList<FileCoverage> LoadCoverage(Guid run, CoverageFilter? filter, CancellationToken cancellation);

    /// <summary>The files whose coverage differs between these runs although they held the same; what never changes is not listed.</summary>
    /// <param name="runs">In the order of the history.</param>
    internal IReadOnlyList<FileTimeline> LoadTimelines(IReadOnlyList<Guid> runs, CoverageFilter? filter, CancellationToken cancellation);

    /// <summary>The coverage of one session of a run, by <see cref="Session.ContentHash"/>; empty when it is not there.</summary>
    internal IReadOnlyList<FileCoverage> LoadSessionCoverage(Guid run, string session, CancellationToken cancellation);

    /// <summary>Those of these hashes that a session of any run has for its <see cref="Session.ContentHash"/>.</summary>
    IReadOnlySet<string> FindKnownContent(IReadOnlyCollection<string> contentHashes, CancellationToken cancellation);

    /// <summary>Test results of all sessions of a run, in session order, then by name.</summary>
    IReadOnlyList<TestResult> LoadTests(Guid run, CancellationToken cancellation);

    /// <summary>Named metrics that some run has a value of, in the order they came. Two with the same name have different units or directions.</summary>
    IReadOnlyList<Metric> ListMetrics(CancellationToken cancellation);

    /// <summary>A named metric's value in each run that has one in this unit; that of the last session where several have.</summary>
    IReadOnlyDictionary<Guid, double> ListValues(string metric, string unit, CancellationToken cancellation);

    /// <summary>Benchmarks that some run measured, by namespace, type, method, parameters and job.</summary>
    IReadOnlyList<Benchmark> ListBenchmarks(CancellationToken cancellation);

    /// <summary>What every run says of these benchmarks, a benchmark after the other, sessions in the order they came.</summary>
    /// <param name="benchmarks">Null: all.</param>
    IReadOnlyList<StoredMeasurement> ListMeasurements(IReadOnlySet<Benchmark>? benchmarks, CancellationToken cancellation);

    /// <returns>False when there is no such run.</returns>
    bool DeleteRun(Guid id, CancellationToken cancellation);

    /// <summary>Adds and removes labels; a label that is there (or not there) already is no error.</summary>
    /// <returns>False when there is no such run.</returns>
    bool TagRun(Guid id, IReadOnlyList<string> add, IReadOnlyList<string> remove, CancellationToken cancellation);

    /// <summary>Writes the runs that match as lines of JSON, described in <c>docs/run-record.md</c>: the same text wherever they are stored.</summary>
    /// <returns>How many there are.</returns>
    internal int Export(RunQuery query, Stream target, CancellationToken cancellation);

    /// <summary>
    /// Takes in what <see cref="Export"/> wrote, in one transaction: all of it, or nothing. A run that is here already gains the sessions
    /// it lacks.
    /// </summary>
    /// <param name="takeGivenUp">Whether runs that were deleted or pruned here come back.</param>
    /// <exception cref="RunFormatException">The text is not one that was exported, is cut off or was changed; the message says where.</exception>
    internal TakenRuns Import(Stream source, bool takeGivenUp, CancellationToken cancellation);

    /// <summary>
    /// Logs what was done, of which the newest 10,000 are kept. It is not worth waiting or failing for: where there is no history, or it
    /// cannot be written right now, nothing is logged.
    /// </summary>
    internal void Log(Operation operation);

    /// <summary>What was logged, the last one first.</summary>
    /// <param name="name">Null: all.</param>
    internal IReadOnlyList<Operation> ListOperations(string? name, bool onlyFailed, int newest, CancellationToken cancellation);

    /// <summary>What was logged, by name.</summary>
    internal IReadOnlyList<OperationTotals> SumOperations(CancellationToken cancellation);

    internal StoreInfo GetInfo(CancellationToken cancellation);
}
