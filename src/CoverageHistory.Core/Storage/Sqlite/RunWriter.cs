using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Takes bundles into the database, inside the caller's transaction.</summary>
internal sealed class RunWriter(StoreConnection connection, ManifestTable manifests)
{
    private readonly RunReader _reader = new(connection, manifests);
    private readonly CommitTable _commits = new(connection);
    private readonly NameTable _branches = NameTable.Branches(connection);
    private readonly NameTable _remotes = NameTable.Remotes(connection);
    private readonly NameTable _modules = NameTable.Modules(connection);
    private readonly NameTable _tests = NameTable.Tests(connection);
    private readonly MetricTable _metrics = new(connection);
    private MeasurementTable? _measurements;

    /// <summary>Made when it is needed, since its collections of values are compiled anew in every process.</summary>
    private CoverageCounter Counter => field ??= new(manifests);

    public RunWriter(StoreConnection connection) : this(connection, new ManifestTable(connection))
    {
    }

    /// <summary>Adds the bundle's sessions to the run with its key.</summary>
    /// <returns>The run's row, and of each session whether it was there already.</returns>
    public (long Run, IReadOnlyList<bool> Duplicates) Add(RunBundle bundle)
    {
        var record = bundle.Record;
        var existing = FindByKey(record.Run.Key);
        var run = existing?.Row ?? AddRun(record.Run);
        // Of two that turn out to be one run the older id and its facts stay, whichever came first.
        var isOlder = existing is { } known && record.Run.Id < known.Id;
        if (isOlder)
            ReplaceFacts(run, record.Run);
        new RunTable(connection).Label(run, add: bundle.Labels, remove: []);
        var added = new List<SessionRecord>();
        var duplicates = new bool[record.Sessions.Count];
        for (var i = 0; i < duplicates.Length; i++)
        {
            var session = record.Sessions[i].Session;
            duplicates[i] = (HasSession(run, session) && !DropWorse(run, record.Sessions[i], bundle))
                || (session.Carried is not null && HasMeasured(run, session));
            if (duplicates[i])
                continue;
            if (session.Carried is null && existing is not null)
                DropCarried(run, session);
            AddSession(run, record.Run, record.Sessions[i], bundle);
            added.Add(record.Sessions[i]);
        }
        var status = Gravest(existing?.Status ?? record.Run.Status, record);
        var hasKept = record.Kept is not null && Keep(run, record.Kept);
        if (added.Count > 0 || isOlder || existing is null || hasKept || status != existing?.Status)
            Summarize(run, status, existing is null ? record with { Sessions = added } : null, bundle);
        return (run, duplicates);
    }

    /// <summary>Keeps the totals of a run whose lines are, or are about to be, dropped.</summary>
    /// <returns>Whether that changes anything.</returns>
    public bool Keep(long run, KeptTotals totals)
    {
        var known = _reader.ReadKept(run);
        var fuller = KeptTotals.Fuller(known, totals)!;
        if (ReferenceEquals(fuller, known))
            return false;
        connection.Prepare("INSERT OR REPLACE INTO kept_totals (run_id, totals) VALUES (?, ?)")
            .Bind(run).Bind(Encoding.UTF8.GetString(fuller.ToText())).Run();
        return true;
    }

    private static RunStatus Gravest(RunStatus status, RunRecord record)
    {
        var gravest = status > record.Run.Status ? status : record.Run.Status;
        foreach (var session in record.Sessions)
            gravest = session.Session.Status > gravest ? session.Session.Status : gravest;
        return gravest;
    }

    private (long Row, RunStatus Status, Guid Id)? FindByKey(string key)
    {
        var row = connection.Prepare("SELECT id, status, uuid FROM run WHERE key = ?").Bind(key);
        if (!row.Step())
            return null;
        var found = (row.Int64(), (RunStatus)row.Int32(), new Guid(row.Blob(), bigEndian: true));
        row.Reset();
        return found;
    }

    private long AddRun(Run run)
    {
        var statement = connection.Prepare("""
            INSERT INTO run (uuid, recorded_at_ms, commit_id, branch_id, is_dirty, remote_id,
                ci_provider, ci_build_id, ci_job_id, ci_build_url, ci_pull_request, ci_base_branch, key, status, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, zeroblob(32))
            """);
        BindFacts(statement, run).Bind(run.Key).Bind((long)run.Status).Run();
        return connection.LastId;
    }

    private void ReplaceFacts(long row, Run run)
    {
        var statement = connection.Prepare("""
            UPDATE run SET uuid = ?, recorded_at_ms = ?, commit_id = ?, branch_id = ?, is_dirty = ?, remote_id = ?,
                ci_provider = ?, ci_build_id = ?, ci_job_id = ?, ci_build_url = ?, ci_pull_request = ?, ci_base_branch = ?
            WHERE id = ?
            """);
        BindFacts(statement, run).Bind(row).Run();
    }

    private Statement BindFacts(Statement statement, Run run) =>
        statement.Bind(run.Id.ToByteArray(bigEndian: true)).Bind(run.RecordedAt.ToUnixTimeMilliseconds())
            .Bind(run.Commit is { } commit ? _commits.IdOf(commit) : null)
            .Bind(run.Branch is { } branch ? _branches.IdOf(branch) : null)
            .Bind(run.IsDirty)
            .Bind(run.Remote is { } remote ? _remotes.IdOf(remote) : null)
            .Bind(run.Ci?.Provider).Bind(run.Ci?.BuildId).Bind(run.Ci?.JobId).Bind(run.Ci?.BuildUrl)
            .Bind(run.Ci?.PullRequest).Bind(run.Ci?.BaseBranch);

    /// <summary>
    /// Of two sessions with the same content in two stores' halves of a run, one must stay whatever the order they meet in: a measured one
    /// rather than a carried one, then the one whose text comes first. What is recorded here is no other store's, and never replaces any.
    /// </summary>
    private bool DropWorse(long run, SessionRecord record, RunBundle bundle)
    {
        if (bundle.IsMade)
            return false;
        var known = _reader.ReadRecord(run).Sessions.First(session => session.Session.ContentHash == record.Session.ContentHash);
        var byMeasure = (record.Session.Carried is not null).CompareTo(known.Session.Carried is not null);
        if (byMeasure > 0 || (byMeasure == 0 && record.ToText().AsSpan().SequenceCompareTo(known.ToText()) >= 0))
            return false;
        Drop(run, FindRow(run, record.Session));
        return true;
    }

    private bool HasSession(long run, Session session) => FindRow(run, session) > 0;

    /// <summary>0 when it is not there.</summary>
    private long FindRow(long run, Session session)
    {
        var row = connection.Prepare("SELECT id FROM session WHERE run_id = ? AND content_hash = ?")
            .Bind(run).Bind(Convert.FromHexString(session.ContentHash));
        var found = row.Step() ? row.Int64() : 0;
        row.Reset();
        return found;
    }

    /// <summary>Whether the run measured itself what is carried to it.</summary>
    private bool HasMeasured(long run, Session session) => FindAlike(run, session).Exists(alike => !alike.IsCarried);

    /// <summary>What was carried gives way to what is measured after all.</summary>
    private void DropCarried(long run, Session session)
    {
        foreach (var carried in FindAlike(run, session).Where(alike => alike.IsCarried))
            Drop(run, carried.Id);
    }

    private void Drop(long run, long session)
    {
        connection.Prepare("DELETE FROM session WHERE id = ?").Bind(session).Run();
        connection.Prepare("DELETE FROM module_total WHERE run_id = ?").Bind(run).Run();
    }

    private List<AlikeSession> FindAlike(long run, Session session)
    {
        var rows = connection.Prepare("SELECT id, carried_from IS NOT NULL, name, configuration, framework FROM session WHERE run_id = ?").Bind(run);
        var alike = new List<AlikeSession>();
        while (rows.Step())
        {
            var (id, isCarried) = (rows.Int64(), rows.Int64() != 0);
            if (Session.IdentityOf(rows.Text(), rows.OptionalText(), rows.OptionalText()) == session.Identity)
                alike.Add(new AlikeSession(id, isCarried));
        }
        return alike;
    }

    private void AddSession(long run, Run facts, SessionRecord record, RunBundle bundle)
    {
        var session = record.Session;
        var statement = connection.Prepare("""
            INSERT INTO session (run_id, content_hash, name, configuration, framework, format, status,
                excluded_files, doubts, carried_from, carried_runs, environment_id, manifest_id,
                test_results, files, lines_covered, lines_coverable, branches_covered, branches_total, methods_covered, methods_total,
                complexity_max, tests_passed, tests_failed, tests_skipped, test_duration_us)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        var environment = IdOf(session.Environment);
        var manifest = record.Files is { } files ? manifests.IdOf(files, bundle, () => FindBase(run, facts, session)) : (long?)null;
        var tests = record.Tests is { } results ? TestResults.Write(results.Select(test => (_tests.IdOf(test.Name), test))) : null;
        statement.Bind(run).Bind(Convert.FromHexString(session.ContentHash)).Bind(session.Name).Bind(session.Configuration)
            .Bind(session.Framework).Bind(session.Format).Bind((long)session.Status)
            .Bind(session.ExcludedFiles).Bind(session.Doubts.Count == 0 ? null : string.Join(' ', session.Doubts))
            .Bind(session.Carried?.Run.ToByteArray(bigEndian: true)).Bind(session.Carried?.Runs).Bind(environment).Bind(manifest).Bind(tests);
        Totals.Bind(statement, manifest is not { } list ? session.Totals
            : bundle.CoverageOf(session) is { } coverage ? CoverageCounts.Of(coverage) : Counter.Count([list]));
        Totals.Bind(statement, record.Tests is null ? null : TestCounts.Of(record.Tests));
        statement.Run();
        var id = connection.LastId;
        if (session.Values.Count > 0)
            _metrics.Add(id, session.Values);
        if (session.Benchmarks is null && session.Notes.Count == 0)
            return;
        _measurements ??= new MeasurementTable(connection, _metrics);
        _measurements.Add(id, session.Benchmarks ?? []);
        _measurements.AddNotes(id, session.Notes);
    }

    private long IdOf(ExecutionEnvironment environment)
    {
        var find = connection.Prepare("""
            SELECT id FROM environment
            WHERE cpu_model = ? AND cores = ? AND os = ? AND architecture = ? AND runtime = ?
            """);
        Bind(find, environment);
        if (find.Step())
        {
            var id = find.Int64();
            find.Reset();
            return id;
        }
        var add = connection.Prepare("""
            INSERT INTO environment (fingerprint, cpu_model, cores, os, architecture, runtime) VALUES (?, ?, ?, ?, ?, ?)
            """);
        Bind(add.Bind(environment.Fingerprint), environment);
        add.Run();
        return connection.LastId;
    }

    /// <summary>
    /// The manifest that probably differs least: the parent commit's for the same session, else the newest on the branch, else the newest.
    /// A wrong guess costs bytes only.
    /// </summary>
    private long? FindBase(long run, Run facts, Session session) =>
        facts.Commit is { Parents: [var parent, ..] } && FirstOf("""
            SELECT session.manifest_id FROM git_commit
            JOIN run ON run.commit_id = git_commit.id
            JOIN session ON session.run_id = run.id
            WHERE git_commit.sha = ? AND run.id <> ? AND session.manifest_id IS NOT NULL
            ORDER BY session.name = ? AND session.framework IS ? DESC, session.name = ? DESC, session.id DESC LIMIT 1
            """, parent, run, session) is { } ofParent ? ofParent
        : facts.Branch is { } branch && FirstOf("""
            SELECT session.manifest_id FROM
                (SELECT id FROM run WHERE branch_id = (SELECT id FROM branch WHERE name = ?) AND id <> ? ORDER BY recorded_at_ms DESC LIMIT 3) AS recent
            JOIN session ON session.run_id = recent.id
            WHERE session.manifest_id IS NOT NULL
            ORDER BY session.name = ? AND session.framework IS ? DESC, session.name = ? DESC, session.id DESC LIMIT 1
            """, branch, run, session) is { } ofBranch ? ofBranch
        : FirstOf("""
            SELECT session.manifest_id FROM
                (SELECT id FROM run WHERE ? IS NOT NULL AND id <> ? ORDER BY recorded_at_ms DESC, uuid DESC LIMIT 3) AS recent
            JOIN session ON session.run_id = recent.id
            WHERE session.manifest_id IS NOT NULL
            ORDER BY session.name = ? AND session.framework IS ? DESC, session.name = ? DESC, session.id DESC LIMIT 1
            """, "", run, session);

    private long? FirstOf(string sql, string start, long run, Session session)
    {
        var row = connection.Prepare(sql).Bind(start).Bind(run).Bind(session.Name).Bind(session.Framework).Bind(session.Name);
        long? found = row.Step() ? row.Int64() : null;
        row.Reset();
        return found;
    }

    /// <summary>Sets what follows from the run's sessions as the database has them.</summary>
    public void Summarize(long run, RunStatus status) => Summarize(run, status, null, null);

    /// <summary>Sets what follows from all sessions of the run: totals, status and hash.</summary>
    /// <param name="record">The whole run when the bundle is all of it; null: as the database has it.</param>
    private void Summarize(long run, RunStatus status, RunRecord? record, RunBundle? bundle)
    {
        connection.Prepare("UPDATE run SET status = ? WHERE id = ?").Bind((long)status).Bind(run).Run();
        var coverage = record is null || bundle is null ? null : CoverageOf(record, bundle);
        record = record is null ? _reader.ReadRecord(run) : record with { Run = record.Run with { Status = status } };
        var lists = coverage is null ? _reader.ListManifests(run) : [];
        var tests = record.Sessions.Where(session => session.Tests is not null).Select(session => TestCounts.Of(session.Tests!)).ToArray();
        var update = connection.Prepare("""
            UPDATE run SET hash = ?, files = ?, lines_covered = ?, lines_coverable = ?, branches_covered = ?, branches_total = ?,
                methods_covered = ?, methods_total = ?, complexity_max = ?,
                tests_passed = ?, tests_failed = ?, tests_skipped = ?, test_duration_us = ?
            WHERE id = ?
            """).Bind(RunRecord.HashOf(record.ToText()));
        var counted = coverage is not null ? CoverageCounts.Of(coverage) : lists.Count > 0 ? Counter.Count(lists) : FullestTotals(record);
        var kept = StandsFor(record, counted) ? record.Kept : null;
        Totals.Bind(update, kept?.Coverage ?? counted);
        Totals.Bind(update, tests.Length == 0 ? null : tests.Aggregate((left, right) => left + right));
        update.Bind(run).Run();
        if (record.Kept is not null)
            connection.Prepare("DELETE FROM module_total WHERE run_id = ?").Bind(run).Run();
        if (kept is not null)
        {
            foreach (var (module, counts) in kept.Modules)
                SetTotal(_modules.IdOf(module), run, counts);
            return;
        }
        if (coverage is null)
        {
            foreach (var (module, counts) in Counter.CountModules(lists))
                SetTotal(module, run, counts);
            return;
        }
        foreach (var module in coverage.GroupBy(file => file.Module, StringComparer.Ordinal))
            SetTotal(_modules.IdOf(module.Key), run, CoverageCounts.Of(module));
    }

    /// <summary>Whether kept totals are the run's: some lines are gone, and those that are left are not more.</summary>
    public static bool StandsFor(RunRecord record, CoverageCounts? counted) =>
        record.Kept is { } kept && record.Sessions.Any(session => session.Session.Totals is not null)
        && !(counted?.Lines.Total > kept.Coverage.Lines.Total);

    private void SetTotal(long module, long run, CoverageCounts counts)
    {
        var total = connection.Prepare("""
            INSERT OR REPLACE INTO module_total (module_id, run_id, files, lines_covered, lines_coverable, branches_covered,
                branches_total, methods_covered, methods_total, complexity_max)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """).Bind(module).Bind(run);
        Totals.Bind(total, counts);
        total.Run();
    }

    /// <summary>The union of what the bundle was made of, which need not be decoded again; null when it was read, or holds none.</summary>
    private static IReadOnlyList<FileCoverage>? CoverageOf(RunRecord record, RunBundle bundle)
    {
        var sessions = record.Sessions.Select(session => bundle.CoverageOf(session.Session)).OfType<IReadOnlyList<FileCoverage>>().ToArray();
        return sessions.Length == 0 ? null : sessions.Length == 1 ? sessions[0] : CoverageUnion.ByModuleAndPath(sessions.SelectMany(files => files));
    }

    /// <summary>
    /// Totals without lines cannot be united, and a sum would count twice what two sessions share: the ones over the most lines stand for
    /// the run.
    /// </summary>
    public static CoverageCounts? FullestTotals(RunRecord record)
    {
        CoverageCounts? fullest = null;
        foreach (var session in record.Sessions)
        {
            if (session.Session.Totals is { } totals && !(fullest?.Lines.Total >= totals.Lines.Total))
                fullest = totals;
        }
        return fullest;
    }

    private static void Bind(Statement statement, ExecutionEnvironment environment) =>
        statement.Bind(environment.CpuModel).Bind(environment.Cores).Bind(environment.Os).Bind(environment.Architecture).Bind(environment.Runtime);

    private sealed record AlikeSession(long Id, bool IsCarried);
}
