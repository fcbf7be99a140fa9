using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// Checks everything of a history that something else vouches for: rows by SQLite's own checks, runs, lists and lines by their hashes,
/// totals by the lines. Nothing vouches for labels, the log of operations and the list of runs that were given up.
/// </summary>
internal sealed class Verifier(StoreConnection connection, Action<int, int>? progress)
{
    private readonly List<Finding> _findings = [];
    private readonly ManifestTable _manifests = new(connection);
    private readonly NameTable _modules = NameTable.Modules(connection);
    private readonly CoverageCounter _counter = new(new ManifestTable(connection));

    /// <summary>Within the caller's transaction. Spool files are the caller's to add.</summary>
    public Verification Verify()
    {
        CheckFile();
        var maps = CheckMaps("file_structure") + CheckMaps("file_state");
        var lists = CheckLists();
        var runs = CheckRuns();
        return new Verification(runs, lists, maps, Waiting: 0, _findings);
    }

    private void CheckFile() => Checked(FindingKind.File, null, () =>
    {
        var problems = connection.Prepare("PRAGMA integrity_check");
        while (problems.Step())
        {
            if (problems.Text() is var problem && problem != "ok")
                Add(FindingKind.File, null, problem);
        }
        var broken = connection.Prepare("PRAGMA foreign_key_check");
        while (broken.Step())
            Add(FindingKind.File, null, $"a row of {broken.Text()} refers to one that is missing");
        var environments = connection.Prepare("SELECT fingerprint, cpu_model, cores, os, architecture, runtime FROM environment");
        while (environments.Step())
        {
            var fingerprint = environments.Text();
            if (new ExecutionEnvironment(environments.Text(), environments.Int32(), environments.Text(), environments.Text(), environments.Text()).Fingerprint != fingerprint)
                Add(FindingKind.File, null, $"environment {fingerprint} is not what was stored");
        }
    });

    private int CheckMaps(string table)
    {
        var count = 0;
        Checked(FindingKind.Map, null, () =>
        {
            var rows = connection.Prepare($"SELECT id, hash, data FROM {table}");
            while (rows.Step())
            {
                var id = rows.Int64();
                var key = BlobKey.From(rows.Blob());
                if (BlobKey.Of(rows.Blob()) != key)
                    Add(FindingKind.Map, null, FormattableString.Invariant($"{table} {id} is not what was stored"));
                count++;
            }
        });
        return count;
    }

    private int CheckLists()
    {
        var ids = ListIds("SELECT id FROM manifest ORDER BY id", FindingKind.FileList);
        foreach (var id in ids)
            Checked(FindingKind.FileList, null, () => _manifests.CheckedAddressOf(id));
        return ids.Count;
    }

    private int CheckRuns()
    {
        var ids = ListIds("SELECT id FROM run ORDER BY id", FindingKind.File);
        var modules = new Dictionary<long, Dictionary<long, CoverageCounts?>>();
        Checked(FindingKind.Totals, null, () => modules = ReadModuleTotals());
        var reader = new RunReader(connection, _manifests);
        var table = new RunTable(connection);
        for (var i = 0; i < ids.Count; i++)
        {
            progress?.Invoke(i, ids.Count);
            var run = ids[i];
            Guid? id = null;
            Checked(FindingKind.Run, () => id, () =>
            {
                var summary = table.Read(run);
                id = summary.Run.Id;
                var record = reader.ReadRecord(run);
                if (Convert.ToHexStringLower(RunRecord.HashOf(record.ToText())) != summary.Hash)
                    Add(FindingKind.Run, id, "what is stored does not fit its hash");
                CheckTotals(run, summary, record, modules.GetValueOrDefault(run) ?? []);
            });
        }
        return ids.Count;
    }

    private void CheckTotals(long run, RunSummary summary, RunRecord record, Dictionary<long, CoverageCounts?> modules)
    {
        var rows = connection.Prepare("""
            SELECT manifest_id, files, lines_covered, lines_coverable, branches_covered, branches_total, methods_covered, methods_total,
                complexity_max, tests_passed, tests_failed, tests_skipped, test_duration_us
            FROM session WHERE run_id = ? ORDER BY id
            """).Bind(run);
        var lists = new List<long>();
        TestCounts? tests = null;
        for (var i = 0; rows.Step(); i++)
        {
            var list = rows.OptionalInt64();
            var coverage = Totals.ReadCoverage(rows);
            var counted = record.Sessions[i].Tests is { } results ? TestCounts.Of(results) : null;
            if (Totals.ReadTests(rows) != counted || (list is { } id && coverage != _counter.Count([id])))
                Add(FindingKind.Totals, summary.Run.Id, $"totals of the session {record.Sessions[i].Session.Name} differ from what it holds");
            if (list is { } known)
                lists.Add(known);
            tests = tests is null ? counted : counted is null ? tests : tests + counted;
        }
        var united = lists.Count > 0 ? _counter.Count(lists) : RunWriter.FullestTotals(record);
        var kept = RunWriter.StandsFor(record, united) ? record.Kept : null;
        if (summary.Coverage != (kept?.Coverage ?? united) || summary.Tests != tests)
            Add(FindingKind.Totals, summary.Run.Id, "totals of the run differ from what its sessions hold");
        var expected = kept is not null ? [.. kept.Modules.Select(module => (Module: _modules.Find(module.Key) ?? 0, Counts: module.Value))]
            : lists.Count > 0 ? _counter.CountModules(lists).ToList() : [];
        if (expected.Count != modules.Count || expected.Exists(module => modules.GetValueOrDefault(module.Module) != module.Counts))
            Add(FindingKind.Totals, summary.Run.Id, "totals of its modules differ from what its sessions hold");
    }

    private Dictionary<long, Dictionary<long, CoverageCounts?>> ReadModuleTotals()
    {
        var rows = connection.Prepare("""
            SELECT run_id, module_id, files, lines_covered, lines_coverable, branches_covered, branches_total, methods_covered, methods_total, complexity_max
            FROM module_total
            """);
        var totals = new Dictionary<long, Dictionary<long, CoverageCounts?>>();
        while (rows.Step())
        {
            var run = rows.Int64();
            if (!totals.TryGetValue(run, out var modules))
                totals.Add(run, modules = []);
            modules[rows.Int64()] = Totals.ReadCoverage(rows);
        }
        return totals;
    }

    private List<long> ListIds(string sql, FindingKind kind)
    {
        var ids = new List<long>();
        Checked(kind, null, () =>
        {
            var rows = connection.Prepare(sql);
            while (rows.Step())
                ids.Add(rows.Int64());
        });
        return ids;
    }

    private void Checked(FindingKind kind, Func<Guid?>? run, Action check)
    {
        try
        {
            check();
        }
        catch (Exception exception) when (Salvage.IsDamage(exception) && !connection.Deadline.IsOver)
        {
            Add(kind, run?.Invoke(), exception.Message);
        }
    }

    private void Add(FindingKind kind, Guid? run, string what) => _findings.Add(new Finding(kind, run, what));
}
