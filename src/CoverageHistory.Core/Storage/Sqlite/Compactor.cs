using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Removes what no run refers to, from a copy that nobody else uses. Foreign keys must be off: they are checked at the end.</summary>
internal sealed class Compactor(StoreConnection connection)
{
    private static readonly string[] NamesByColumn =
    [
        "branch WHERE id NOT IN (SELECT branch_id FROM run WHERE branch_id IS NOT NULL)",
        "remote WHERE id NOT IN (SELECT remote_id FROM run WHERE remote_id IS NOT NULL)",
        "environment WHERE id NOT IN (SELECT environment_id FROM session)",
        "benchmark WHERE id NOT IN (SELECT benchmark_id FROM measurement)",
        "metric WHERE id NOT IN (SELECT metric_id FROM session_value) AND id NOT IN (SELECT metric_id FROM measurement_value)",
        "commit_parent WHERE commit_id NOT IN (SELECT commit_id FROM run WHERE commit_id IS NOT NULL)",
        "commit_tag WHERE commit_id NOT IN (SELECT commit_id FROM run WHERE commit_id IS NOT NULL)",
        "git_commit WHERE id NOT IN (SELECT commit_id FROM run WHERE commit_id IS NOT NULL)",
    ];

    private readonly ManifestTable _manifests = new(connection);

    /// <returns>How many lists, maps and names went.</returns>
    public (int FileLists, int Maps, int Names) Compact() => connection.InTransaction("BEGIN IMMEDIATE", () =>
    {
        connection.ExecuteScript("CREATE TEMP TABLE used (id INTEGER PRIMARY KEY)");
        var lists = ReadIds("SELECT DISTINCT manifest_id FROM session WHERE manifest_id IS NOT NULL ORDER BY manifest_id");
        Rebase(lists);
        var used = FindUsed(lists);
        var gone = Keep("manifest", lists);
        var maps = Keep("file_structure", used.Structures) + Keep("file_state", used.States);
        var names = Keep("source_file", used.Files) + Keep("test", FindTests());
        used.Modules.UnionWith(ReadIds("SELECT DISTINCT module_id FROM module_total"));
        names += Keep("module", used.Modules);
        foreach (var table in NamesByColumn)
        {
            connection.Execute("DELETE FROM " + table);
            names += connection.Changes;
        }
        connection.ExecuteScript("DROP TABLE used");
        if (connection.Prepare("PRAGMA foreign_key_check").Step())
            throw new InvalidDataException("a row would refer to one that is missing");
        return (gone, maps, names);
    });

    /// <summary>Puts the lists that stay on others that stay.</summary>
    private void Rebase(List<long> lists)
    {
        var parents = new Dictionary<long, long?>();
        var rows = connection.Prepare("SELECT id, base_id FROM manifest");
        while (rows.Step())
            parents[rows.Int64()] = rows.OptionalInt64();
        var staying = lists.ToHashSet();
        var depths = new Dictionary<long, int>();
        // By the oldest list of a chain, the one that came last: where none of those a list stood on stays, it has most in common with that.
        var newest = new Dictionary<long, long>();
        foreach (var list in lists)
        {
            var (root, parent) = (list, (long?)null);
            for (var next = parents[list]; next is { } current; next = parents[current])
            {
                root = current;
                parent ??= staying.Contains(current) ? current : null;
            }
            parent ??= newest.TryGetValue(root, out var sibling) ? sibling : null;
            depths[list] = parent == parents[list] && (parent is null || depths[parent.Value] < ManifestTable.MostDepth)
                ? Move(list, parent, depths)
                : Rewrite(list, parent, depths);
            newest[root] = list;
        }
    }

    private int Move(long list, long? parent, Dictionary<long, int> depths)
    {
        var depth = parent is { } known ? depths[known] + 1 : 0;
        connection.Prepare("UPDATE manifest SET depth = ? WHERE id = ? AND depth <> ?").Bind(depth).Bind(list).Bind(depth).Run();
        return depth;
    }

    private int Rewrite(long list, long? parent, Dictionary<long, int> depths)
    {
        // First what it is to stand on, which may have moved to the end of a longest chain: with that known, the list is one step from it.
        var under = parent is { } some ? _manifests.ReadEntries(some) : [];
        var entries = _manifests.ReadEntries(list);
        var data = ManifestDelta.Write([], entries);
        var depth = 0;
        if (parent is { } known && depths[known] < ManifestTable.MostDepth
            && ManifestDelta.Write(under, entries) is var delta && delta.Length < data.Length / 2)
            (data, depth) = (delta, depths[known] + 1);
        connection.Prepare("UPDATE manifest SET base_id = ?, depth = ?, data = ? WHERE id = ?")
            .Bind(depth == 0 ? null : parent).Bind(depth).Bind(data).Bind(list).Run();
        return depth;
    }

    private (HashSet<long> Modules, HashSet<long> Files, HashSet<long> Structures, HashSet<long> States) FindUsed(List<long> lists)
    {
        HashSet<long> modules = [], files = [], structures = [], states = [];
        ManifestEntry[] before = [];
        foreach (var list in lists)
        {
            var entries = _manifests.ReadEntries(list);
            for (var i = 0; i < entries.Length; i++)
            {
                // Most of a list is the very objects of the one before.
                if (i < before.Length && ReferenceEquals(entries[i], before[i]))
                    continue;
                modules.Add(entries[i].Module);
                files.Add(entries[i].File);
                structures.Add(entries[i].Structure);
                states.Add(entries[i].State);
            }
            before = entries;
        }
        return (modules, files, structures, states);
    }

    private HashSet<long> FindTests()
    {
        var tests = new HashSet<long>();
        var rows = connection.Prepare("SELECT test_results FROM session WHERE test_results IS NOT NULL");
        while (rows.Step())
            tests.UnionWith(TestResults.Read(rows.Blob()).Select(test => test.Test));
        return tests;
    }

    /// <returns>How many rows went.</returns>
    private int Keep(string table, IEnumerable<long> ids)
    {
        connection.Execute("DELETE FROM used");
        foreach (var id in ids)
            connection.Prepare("INSERT INTO used (id) VALUES (?)").Bind(id).Run();
        connection.Execute($"DELETE FROM {table} WHERE id NOT IN (SELECT id FROM used)");
        return connection.Changes;
    }

    private List<long> ReadIds(string sql)
    {
        var rows = connection.Prepare(sql);
        var ids = new List<long>();
        while (rows.Step())
            ids.Add(rows.Int64());
        return ids;
    }
}
