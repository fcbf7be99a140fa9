using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Module totals of runs. Read module by module: the key begins with the module, and modules are few.</summary>
internal sealed class ModuleTotalTable(StoreConnection connection)
{
    /// <summary>From so many runs on a module's whole range is read, instead of each run in it.</summary>
    private const int Many = 20;

    private const string Columns = """
        SELECT run_id, files, lines_covered, lines_coverable, branches_covered, branches_total, methods_covered, methods_total, complexity_max
        FROM module_total WHERE module_id = ?
        """;

    public Dictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>> List(RunQuery query)
    {
        var runs = new RunTable(connection).ListIds(query);
        // Assigned, not added, here and below: a damaged file may hold a row twice.
        var totals = new Dictionary<long, OrderedDictionary<string, CoverageCounts>>();
        var byId = new Dictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>>();
        foreach (var (row, id) in runs)
            byId[id] = totals[row] = new OrderedDictionary<string, CoverageCounts>(StringComparer.Ordinal);
        foreach (var (module, name) in ListModules())
        {
            if (runs.Count >= Many)
                Read(connection.Prepare(Columns).Bind(module), name, totals);
            else
            {
                foreach (var run in totals.Keys)
                    Read(connection.Prepare(Columns + " AND run_id = ?").Bind(module).Bind(run), name, totals);
            }
        }
        return byId;
    }

    private static void Read(Statement rows, string module, Dictionary<long, OrderedDictionary<string, CoverageCounts>> totals)
    {
        while (rows.Step())
        {
            if (totals.TryGetValue(rows.Int64(), out var modules))
                modules[module] = Totals.ReadCoverage(rows) ?? default;
        }
    }

    private List<(long Id, string Name)> ListModules()
    {
        var rows = connection.Prepare("SELECT id, name FROM module");
        var modules = new List<(long Id, string Name)>();
        while (rows.Step())
            modules.Add((rows.Int64(), rows.Text()));
        modules.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return modules;
    }
}
