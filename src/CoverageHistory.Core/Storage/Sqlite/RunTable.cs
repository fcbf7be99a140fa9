using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Runs with their totals, from plain columns: nothing is decoded.</summary>
internal sealed class RunTable(StoreConnection connection)
{
    private const string Columns = """
        SELECT run.id, run.commit_id, run.uuid, run.key, run.recorded_at_ms, run.status,
            git_commit.sha, git_commit.authored_at_ms, git_commit.committed_at_ms, git_commit.subject,
            run.branch_id, run.is_dirty, run.remote_id,
            run.ci_provider, run.ci_build_id, run.ci_job_id, run.ci_build_url, run.ci_pull_request, run.ci_base_branch,
            run.hash, (SELECT count(*) FROM session WHERE session.run_id = run.id),
            run.files, run.lines_covered, run.lines_coverable, run.branches_covered, run.branches_total,
            run.methods_covered, run.methods_total, run.complexity_max,
            run.tests_passed, run.tests_failed, run.tests_skipped, run.test_duration_us
        FROM run
        LEFT JOIN git_commit ON git_commit.id = run.commit_id

        """;

    /// <summary>What an outline holds.</summary>
    private const string OutlineColumns = """
        SELECT run.id, run.commit_id, run.uuid, run.recorded_at_ms, run.status, git_commit.sha, git_commit.committed_at_ms,
            run.branch_id, run.is_dirty, run.remote_id, run.ci_base_branch, run.ci_provider,
            run.files, run.lines_covered, run.lines_coverable, run.branches_covered, run.branches_total,
            run.methods_covered, run.methods_total, run.complexity_max,
            run.tests_passed, run.tests_failed, run.tests_skipped, run.test_duration_us
        FROM run
        LEFT JOIN git_commit ON git_commit.id = run.commit_id

        """;

    /// <summary>From so many runs on it is faster to read the whole tables of their texts.</summary>
    private const int Many = 20;

    private readonly TextList _labels = TextList.Labels(connection);
    private readonly TextList _parents = TextList.Parents(connection);
    private readonly TextList _tags = TextList.Tags(connection);
    private readonly SessionMarks _marks = new(connection);
    private readonly NameTable _branches = NameTable.Branches(connection);
    private readonly NameTable _remotes = NameTable.Remotes(connection);

    /// <summary>Of the commit of the row before: mostly that of this one.</summary>
    private string? _parent;

    public long? FindRow(Guid id)
    {
        var row = connection.Prepare("SELECT id FROM run WHERE uuid = ?").Bind(id.ToByteArray(bigEndian: true));
        if (!row.Step())
            return null;
        var found = row.Int64();
        row.Reset();
        return found;
    }

    public RunSummary Read(long run)
    {
        var row = connection.Prepare(Columns + "WHERE run.id = ?").Bind(run);
        if (!row.Step())
            throw new InvalidDataException($"run {run} is missing");
        var summary = Read(row);
        row.Reset();
        return summary;
    }

    /// <summary>Oldest first.</summary>
    public List<RunSummary> List(RunQuery query)
    {
        if (query.Newest is null or > Many)
        {
            _labels.Load();
            _parents.Load();
            _tags.Load();
            _marks.Load();
        }
        return query.IsOutline ? Select(OutlineColumns, query, ReadOutline) : Select(Columns, query, Read);
    }

    /// <summary>The rows and ids of the runs that match, oldest first.</summary>
    public List<(long Row, Guid Id)> ListIds(RunQuery query) => Select(
        "SELECT run.id, run.uuid FROM run LEFT JOIN git_commit ON git_commit.id = run.commit_id ", query,
        row => (row.Int64(), new Guid(row.Blob(), bigEndian: true)));

    /// <summary>Commits of a branch's newest runs, the newest first; one may come several times.</summary>
    public List<string> ListCommits(string branch, int newest)
    {
        var rows = connection.Prepare("""
            SELECT git_commit.sha FROM run JOIN git_commit ON git_commit.id = run.commit_id
            WHERE run.branch_id = (SELECT id FROM branch WHERE name = ?)
            ORDER BY run.recorded_at_ms DESC, run.uuid DESC
            LIMIT ?
            """).Bind(branch).Bind(newest);
        var commits = new List<string>();
        while (rows.Step())
            commits.Add(rows.Text());
        return commits;
    }

    /// <summary>Deletes the run and its sessions. Maps and manifests stay: other runs may stand on them.</summary>
    public void Delete(long run)
    {
        connection.Prepare("DELETE FROM session_value WHERE session_id IN (SELECT id FROM session WHERE run_id = ?)").Bind(run).Run();
        connection.Prepare("DELETE FROM session WHERE run_id = ?").Bind(run).Run();
        connection.Prepare("DELETE FROM module_total WHERE run_id = ?").Bind(run).Run();
        connection.Prepare("DELETE FROM run_tag WHERE run_id = ?").Bind(run).Run();
        connection.Prepare("DELETE FROM run WHERE id = ?").Bind(run).Run();
    }

    /// <summary>Deletes many runs.</summary>
    public void Delete(IReadOnlyCollection<long> runs)
    {
        if (runs.Count == 0)
            return;
        // Of its key the run is the second part, so each deletion would walk the whole table. Gone before anybody can see it.
        connection.ExecuteScript("CREATE INDEX module_total_by_run ON module_total (run_id)");
        foreach (var run in runs)
            Delete(run);
        connection.ExecuteScript("DROP INDEX module_total_by_run");
    }

    public void Label(long run, IReadOnlyList<string> add, IReadOnlyList<string> remove)
    {
        foreach (var label in remove)
            connection.Prepare("DELETE FROM run_tag WHERE run_id = ? AND tag = ?").Bind(run).Bind(SoundText.Of(label)).Run();
        foreach (var label in add)
            connection.Prepare("INSERT INTO run_tag (run_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING").Bind(run).Bind(SoundText.Of(label)).Run();
    }

    /// <summary>Fills in what <paramref name="info"/> says of runs.</summary>
    public StoreInfo Count(StoreInfo info)
    {
        var row = connection.Prepare("""
            SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM session), (SELECT count(DISTINCT sha) FROM run JOIN git_commit ON git_commit.id = run.commit_id), (SELECT count(*) FROM source_file), (SELECT min(recorded_at_ms) FROM run), (SELECT max(recorded_at_ms) FROM run)
            """);
        row.Step();
        var counted = info with
        {
            Runs = row.Int32(),
            Sessions = row.Int32(),
            Commits = row.Int32(),
            SourceFiles = row.Int32(),
            FirstRunAt = row.OptionalInt64() is { } first ? Time(first) : null,
            LastRunAt = row.OptionalInt64() is { } last ? Time(last) : null,
        };
        row.Reset();
        return counted;
    }

    private List<T> Select<T>(string columns, RunQuery query, Func<Statement, T> read)
    {
        if (query.Newest is < 1)
            throw new ArgumentOutOfRangeException(nameof(query), query.Newest, "the newest runs asked for must be at least 1");
        var commit = query.Commit is null ? null : FindCommit(query.Commit);
        if (query.Commit is not null && commit is null)
            return [];
        var rows = connection.Prepare(columns + """
            WHERE (?1 IS NULL OR run.branch_id = (SELECT id FROM branch WHERE name = ?1))
                AND (?2 IS NULL OR git_commit.sha = ?2)
                AND (?3 IS NULL OR run.recorded_at_ms >= ?3)
                AND (?4 IS NULL OR run.recorded_at_ms < ?4)
            ORDER BY run.recorded_at_ms DESC, run.uuid DESC
            LIMIT ?5
            """)
            .Bind(query.Branch).Bind(commit).Bind(Ceiling(query.Since)).Bind(Ceiling(query.Until)).Bind(query.Newest ?? -1);
        var found = new List<T>();
        while (rows.Step())
            found.Add(read(rows));
        found.Reverse();
        return found;
    }

    private RunSummary Read(Statement row)
    {
        var id = row.Int64();
        var commitId = row.OptionalInt64();
        var run = new Run
        {
            Id = new Guid(row.Blob(), bigEndian: true),
            Key = row.Text(),
            RecordedAt = Time(row.Int64()),
            Status = (RunStatus)row.Int32(),
            Commit = ReadCommit(row, commitId),
            Branch = row.OptionalInt64() is { } branch ? _branches.NameOf(branch) : null,
            IsDirty = row.Int64() != 0,
            Remote = row.OptionalInt64() is { } remote ? _remotes.NameOf(remote) : null,
            Ci = ReadCi(row),
            Tags = LabelsOf(id),
        };
        return _marks.Mark(id, new RunSummary(run, Convert.ToHexStringLower(row.Blob()), row.Int32(), Totals.ReadCoverage(row), Totals.ReadTests(row)));
    }

    private RunSummary ReadOutline(Statement row)
    {
        var id = row.Int64();
        var commitId = row.OptionalInt64();
        var uuid = new Guid(row.Blob(), bigEndian: true);
        var recordedAt = Time(row.Int64());
        var status = (RunStatus)row.Int32();
        Commit? commit = null;
        if (commitId is { } known)
            commit = new Commit(row.Text(_parent)) { CommittedAt = row.OptionalInt64() is { } committed ? Time(committed) : null, Parents = _parents.Of(known), Tags = _tags.Of(known) };
        else
            row.Skip(2);
        _parent = commit is { Parents: [var parent, ..] } ? parent : null;
        var run = new Run
        {
            Id = uuid,
            Key = "",
            RecordedAt = recordedAt,
            Status = status,
            Commit = commit,
            Branch = row.OptionalInt64() is { } branch ? _branches.NameOf(branch) : null,
            IsDirty = row.Int64() != 0,
            Remote = row.OptionalInt64() is { } remote ? _remotes.NameOf(remote) : null,
            Ci = ReadBase(row),
            Tags = LabelsOf(id),
        };
        return _marks.Mark(id, new RunSummary(run, "", 1, Totals.ReadCoverage(row), Totals.ReadTests(row)));
    }

    private static CiBuild? ReadBase(Statement row)
    {
        if (row.OptionalText() is { } branch)
            return new CiBuild(row.Text()) { BaseBranch = branch };
        row.Skip(1);
        return null;
    }

    private string[] LabelsOf(long id) => _labels.Of(id) is { Count: > 0 } labels ? [.. labels.Order(StringComparer.Ordinal)] : [];

    private Commit? ReadCommit(Statement row, long? id)
    {
        if (id is not { } commit)
        {
            row.Skip(4);
            return null;
        }
        return new Commit(row.Text())
        {
            AuthoredAt = row.OptionalInt64() is { } authored ? Time(authored) : null,
            CommittedAt = row.OptionalInt64() is { } committed ? Time(committed) : null,
            Subject = row.OptionalText(),
            Parents = _parents.Of(commit),
            Tags = _tags.Of(commit),
        };
    }

    private static CiBuild? ReadCi(Statement row)
    {
        if (row.OptionalText() is not { } provider)
        {
            row.Skip(5);
            return null;
        }
        return new CiBuild(provider)
        {
            BuildId = row.OptionalText(),
            JobId = row.OptionalText(),
            BuildUrl = row.OptionalText(),
            PullRequest = row.OptionalText(),
            BaseBranch = row.OptionalText(),
        };
    }

    private string? FindCommit(string name)
    {
        var found = FindCommits(name);
        if (found.Count == 0)
            found = FindCommits(name.ToLowerInvariant());
        return found.Contains(name) ? name
            : found.Count < 2 ? found.FirstOrDefault()
            : throw new ArgumentException($"commit {name} is ambiguous: {string.Join(", ", found.Take(5))}", nameof(name));
    }

    private List<string> FindCommits(string name)
    {
        var rows = connection.Prepare("""
            SELECT DISTINCT sha FROM git_commit
            WHERE sha >= ?1 AND sha < CASE WHEN length(?1) < 4 THEN ?1 || char(1) ELSE ?1 || char(0x10FFFF) END
                AND EXISTS (SELECT 1 FROM run WHERE run.commit_id = git_commit.id)
            ORDER BY sha
            """).Bind(name);
        var found = new List<string>();
        while (rows.Step())
            found.Add(rows.Text());
        return found;
    }

    // A bound between two milliseconds takes in the later one only, as the exact time would.
    private static long? Ceiling(DateTimeOffset? bound) => bound is not { } time ? null
        : time.ToUnixTimeMilliseconds() + (time.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
