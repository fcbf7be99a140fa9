using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Module totals of runs.</summary>
internal sealed class ModuleTotalTable(StoreConnection connection)
{
    public Dictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>> List(RunQuery query)
    {
        var totals = new Dictionary<Guid, IReadOnlyDictionary<string, CoverageCounts>>();
        foreach (var (row, summary) in new RunTable(connection).List(query))
            totals[summary.Run.Id] = Read(row);
        return totals;
    }

    // From the modules, which are few, to the key (module, run): asking by run alone would walk the whole table.
    private SortedDictionary<string, CoverageCounts> Read(long run)
    {
        var rows = connection.Prepare("""
            SELECT module.name, files, lines_covered, lines_coverable, branches_covered, branches_total,
                methods_covered, methods_total, complexity_max
            FROM module CROSS JOIN module_total ON module_total.module_id = module.id AND module_total.run_id = ?
            """).Bind(run);
        var modules = new SortedDictionary<string, CoverageCounts>(StringComparer.Ordinal);
        while (rows.Step())
            modules.Add(rows.Text(), Totals.ReadCoverage(rows) ?? default);
        return modules;
    }
}
