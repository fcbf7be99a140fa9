using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Reads runs and what they hold, inside the caller's transaction.</summary>
internal sealed class RunReader(StoreConnection connection, ManifestTable manifests)
{
    private readonly NameTable _tests = NameTable.Tests(connection);
    private readonly MetricTable _metrics = new(connection);

    // A migration of older histories reads runs of schemas without benchmarks.
    private readonly MeasurementTable? _measurements = connection.ReadInteger("PRAGMA user_version") >= 3 ? new(connection, new MetricTable(connection)) : null;

    public RunReader(StoreConnection connection) : this(connection, new ManifestTable(connection))
    {
    }

    /// <summary>Sessions in the order they came.</summary>
    public List<SessionSummary> ListSessions(long run) => [.. ReadSessions(run).Select(row => row.Summary)];

    public List<TestResult> LoadTests(long run) =>
        [.. ReadSessions(run).Where(row => row.Tests is not null).SelectMany(row => ReadTests(row.Tests!))];

    /// <summary>The union of the sessions, ordered by module and path.</summary>
    public IReadOnlyList<FileCoverage> LoadCoverage(long run, CoverageFilter? filter)
    {
        var lists = ListManifests(run);
        var files = new List<FileCoverage>();
        var counted = new HashSet<(string, RepoPath)>();
        foreach (var (file, hasHits) in manifests.ReadCoverage(lists, filter))
        {
            files.Add(file);
            if (hasHits)
                counted.Add((file.Module, file.Path));
        }
        var united = CoverageUnion.ByModuleAndPath(files);
        if (lists.Count > 1)
        {
            // The union adds hits up; without counts a hit only says that the line is covered.
            foreach (var file in united.Where(file => !counted.Contains((file.Module, file.Path))))
                FlattenHits(file);
        }
        return united;
    }

    /// <summary>Of one session, ordered by module and path.</summary>
    public IReadOnlyList<FileCoverage> LoadCoverage(long run, string contentHash)
    {
        var lists = ReadSessions(run).Where(row => row.Summary.Session.ContentHash == contentHash).Select(row => row.Manifest).OfType<long>();
        return CoverageUnion.ByModuleAndPath(manifests.ReadCoverage(lists, filter: null).Select(read => read.File));
    }

    /// <summary>The run's record as its hash was taken over; the lists of files are checked against their addresses.</summary>
    public RunRecord ReadRecord(long run) => ReadRecord(run, manifests.CheckedAddressOf);

    /// <summary>The same, whatever became of the lists.</summary>
    public RunRecord ReadUncheckedRecord(long run) => ReadRecord(run, manifests.AddressOf);

    private RunRecord ReadRecord(long run, Func<long, BlobKey> addressOf)
    {
        var summary = new RunTable(connection).Read(run);
        var sessions = ReadSessions(run)
            .Select(row => new SessionRecord(
                row.Summary.Session,
                row.Manifest is { } manifest ? addressOf(manifest) : null,
                row.Tests is { } tests ? ReadTests(tests) : null))
            .ToArray();
        return new RunRecord(summary.Run with { Tags = [] }, sessions) { Kept = ReadKept(run) };
    }

    /// <summary>Of the sessions that hold coverage.</summary>
    public List<long> ListManifests(long run) => ListLists(run).ConvertAll(list => list.List);

    /// <summary>The manifests of a run's sessions, each with what the session is from run to run. The order is the same in every store.</summary>
    public List<(string Session, long List)> ListLists(long run)
    {
        var rows = connection.Prepare("""
            SELECT name, configuration, framework, manifest_id FROM session WHERE run_id = ? AND manifest_id IS NOT NULL ORDER BY name, content_hash
            """).Bind(run);
        var lists = new List<(string, long)>();
        while (rows.Step())
            lists.Add((Session.IdentityOf(rows.Text(), rows.OptionalText(), rows.OptionalText()), rows.Int64()));
        return lists;
    }

    /// <summary>Null when the run's record holds none.</summary>
    public KeptTotals? ReadKept(long run)
    {
        if (_measurements is null)
            return null;
        var row = connection.Prepare("SELECT totals FROM kept_totals WHERE run_id = ?").Bind(run);
        if (!row.Step())
            return null;
        var json = new CanonicalReader(Encoding.UTF8.GetBytes(row.Text()));
        row.Reset();
        return RunRecordReader.ReadKept(ref json);
    }

    private static void FlattenHits(FileCoverage file)
    {
        for (var i = 0; i < file.Lines.Length; i++)
            file.Lines[i] = file.Lines[i] with { Hits = Math.Min(file.Lines[i].Hits, 1) };
        for (var i = 0; i < file.Outcomes.Length; i++)
            file.Outcomes[i] = file.Outcomes[i] with { Hits = Math.Min(file.Outcomes[i].Hits, 1) };
    }

    private List<TestResult> ReadTests(byte[] results)
    {
        var tests = TestResults.Read(results).Select(test => new TestResult(_tests.NameOf(test.Test), test.Outcome, test.Duration)).ToList();
        tests.Sort(TestOrder.Compare);
        return tests;
    }

    private List<SessionRow> ReadSessions(long run)
    {
        var rows = connection.Prepare("""
            SELECT session.id, session.manifest_id, session.test_results,
                session.name, session.content_hash, session.configuration, session.framework, session.format, session.status,
                session.excluded_files, session.doubts, session.carried_from, session.carried_runs,
                environment.cpu_model, environment.cores, environment.os, environment.architecture, environment.runtime,
                session.files, session.lines_covered, session.lines_coverable, session.branches_covered, session.branches_total,
                session.methods_covered, session.methods_total, session.complexity_max,
                session.tests_passed, session.tests_failed, session.tests_skipped, session.test_duration_us
            FROM session JOIN environment ON environment.id = session.environment_id
            WHERE session.run_id = ? ORDER BY session.id
            """).Bind(run);
        var sessions = new List<SessionRow>();
        while (rows.Step())
        {
            var id = rows.Int64();
            var manifest = rows.OptionalInt64();
            var tests = rows.SkipNull() ? null : rows.Blob().ToArray();
            var session = new Session
            {
                Name = rows.Text(),
                ContentHash = Convert.ToHexStringLower(rows.Blob()),
                Configuration = rows.OptionalText(),
                Framework = rows.OptionalText(),
                Format = rows.OptionalText(),
                Status = (RunStatus)rows.Int32(),
                ExcludedFiles = rows.Int32(),
                Doubts = rows.OptionalText()?.Split(' ') ?? [],
                Carried = ReadCarried(rows),
                Environment = new ExecutionEnvironment(rows.Text(), rows.Int32(), rows.Text(), rows.Text(), rows.Text()),
            };
            var coverage = Totals.ReadCoverage(rows);
            session = session with { Totals = manifest is null ? coverage : null };
            sessions.Add(new SessionRow(id, new SessionSummary(session, coverage, Totals.ReadTests(rows)), manifest, tests));
        }
        return sessions.ConvertAll(AddValues);
    }

    private SessionRow AddValues(SessionRow row)
    {
        var session = row.Summary.Session;
        if (_metrics.Read(row.Id) is { Count: > 0 } values)
            session = session with { Values = values };
        if (_measurements?.Read(row.Id) is { } benchmarks)
            session = session with { Benchmarks = benchmarks };
        if (_measurements?.ReadNotes(row.Id) is { Count: > 0 } notes)
            session = session with { Notes = notes };
        return ReferenceEquals(session, row.Summary.Session) ? row : row with { Summary = row.Summary with { Session = session } };
    }

    private static CarriedFrom? ReadCarried(Statement row)
    {
        if (!row.SkipNull())
            return new CarriedFrom(new Guid(row.Blob(), bigEndian: true), row.Int32());
        row.Skip(1);
        return null;
    }

    private sealed record SessionRow(long Id, SessionSummary Summary, long? Manifest, byte[]? Tests);
}
