using System.Text;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>What the tables hold, in bytes of their values. The engine is compiled without the table that counts pages.</summary>
internal static class TableSizes
{
    public static List<TableSize> Read(StoreConnection connection)
    {
        var pageBytes = connection.ReadInteger("PRAGMA page_size");
        var rest = connection.ReadInteger("PRAGMA page_count") * pageBytes;
        var sizes = new List<TableSize>();
        foreach (var table in ListTexts(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"))
        {
            foreach (var part in ListTexts(connection, $"SELECT name FROM pragma_table_info('{table}')").GroupBy(column => column == "test_results"))
            {
                var sum = new StringBuilder();
                foreach (var column in part)
                    sum.Append($" + coalesce(sum(CASE typeof({column}) WHEN 'integer' THEN 3 WHEN 'real' THEN 8 WHEN 'null' THEN 0 ELSE octet_length({column}) END), 0)");
                // A row has a key and says how long its values are.
                var bytes = connection.ReadInteger($"SELECT count(*) * {(part.Key ? 0 : 4 + part.Count())}{sum} FROM {table}");
                sizes.Add(part.Key ? new TableSize("session.test_results", "tests", bytes) : new TableSize(table, KindOf(table), bytes));
            }
        }
        sizes.Add(new TableSize("", "free", connection.ReadInteger("PRAGMA freelist_count") * pageBytes));
        sizes.Add(new TableSize("", "overhead", Math.Max(0, rest - sizes.Sum(size => size.Bytes))));
        sizes.RemoveAll(size => size.Bytes == 0);
        return [.. sizes.OrderByDescending(size => size.Bytes)];
    }

    private static List<string> ListTexts(StoreConnection connection, string sql)
    {
        var rows = connection.Prepare(sql);
        var texts = new List<string>();
        while (rows.Step())
            texts.Add(rows.Text());
        return texts;
    }

    private static string KindOf(string table) => table switch
    {
        "file_structure" or "file_state" => "line maps",
        "manifest" => "file lists",
        "test" => "tests",
        "run" or "session" or "session_value" or "module_total" or "kept_totals" or "run_tag" or "tombstone" or "watermark" => "runs",
        "source_file" or "module" or "branch" or "remote" or "metric" or "benchmark" or "environment" or "git_commit" or "commit_parent" or "commit_tag" => "names",
        "measurement" or "measurement_value" or "session_note" => "benchmarks",
        "operation" => "operations",
        _ => "other",
    };
}
