using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Answers a user's own SQL, which may read the history and nothing else. Inside the caller's transaction, on a connection that cannot write.</summary>
internal sealed class QueryRunner(StoreConnection connection)
{
    private static readonly HashSet<string> Forbidden = new(StringComparer.OrdinalIgnoreCase) { "load_extension", "readfile", "writefile", "edit", "fts3_tokenizer" };

    public QueryResult Run(string sql, int mostRows)
    {
        var readable = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "sqlite_schema", "sqlite_master", "json_each", "json_tree" };
        var names = connection.Prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')");
        while (names.Step())
            readable.Add(names.Text());
        // The history's own views, whose text was compared.
        connection.Configure(raw.SQLITE_DBCONFIG_ENABLE_VIEW, true);
        connection.MostRows = long.MaxValue;
        var statement = connection.CompileQuery(sql, (action, first, second) => action switch
        {
            raw.SQLITE_SELECT or raw.SQLITE_RECURSIVE => true,
            // Without a column only rows are counted, of a table expression of the query itself, too.
            raw.SQLITE_READ => second.Length == 0 || readable.Contains(first),
            raw.SQLITE_FUNCTION => !Forbidden.Contains(second),
            _ => false,
        });
        try
        {
            var columns = statement.ColumnNames();
            var rows = new List<object?[]>();
            while (statement.Step())
            {
                if (rows.Count == mostRows)
                    return new QueryResult(columns, rows, IsCutOff: true);
                var row = new object?[columns.Length];
                for (var i = 0; i < row.Length; i++)
                    row[i] = statement.Value();
                rows.Add(row);
            }
            return new QueryResult(columns, rows, IsCutOff: false);
        }
        finally
        {
            statement.Finish();
        }
    }
}
