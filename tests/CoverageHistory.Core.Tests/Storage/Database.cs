using Microsoft.Data.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>Looks into a database, and spoils it, with another client than the store's.</summary>
internal static class Database
{
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static void Execute(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(string path, string sql) => Column(path, sql)[0];

    public static long[] Column(string path, string sql) => [.. Rows(path, sql).Select(row => (long)row[0]!)];

    public static List<object?[]> Rows(string path, string sql)
    {
        using var connection = Open(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    /// <summary>Nothing when SQLite finds nothing wrong.</summary>
    public static string Check(string path) =>
        string.Join('\n', Rows(path, "PRAGMA integrity_check").Select(row => row[0]).Where(text => text is not "ok")
            .Concat(Rows(path, "PRAGMA foreign_key_check").Select(row => row[0])));
}
