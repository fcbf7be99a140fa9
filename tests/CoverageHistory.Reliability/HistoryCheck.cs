using Microsoft.Data.Sqlite;

namespace CoverageHistory.Reliability;

/// <summary>What is in a history, after everything that can be checked of it was.</summary>
internal static class HistoryCheck
{
    /// <summary>The keys of its runs, each of which is whole: its record fits its hash, and it has its session, lines and test.</summary>
    /// <exception cref="InvalidDataException">Something is not as it should be.</exception>
    public static HashSet<string> KeysOf(string path)
    {
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions());
        var keys = new HashSet<string>();
        foreach (var run in store.ListRuns(RunQuery.All, CancellationToken.None))
        {
            Demand(keys.Add(run.Run.Key), $"{run.Run.Key} is there twice");
            var record = store.LoadRecord(run.Run.Id, CancellationToken.None) ?? throw new InvalidDataException($"{run.Run.Key} is listed and not found by its id");
            Demand(Convert.ToHexStringLower(RunRecord.HashOf(record.ToText())) == run.Hash, $"{run.Run.Key} does not fit its hash");
            Demand(run.Sessions == 1 && run.Tests?.Total == 1, $"{run.Run.Key} is there by half");
            Demand(run.Coverage == CoverageCounts.Of(store.LoadCoverage(run.Run.Id, null, CancellationToken.None)) && run.Coverage?.Files == 20,
                $"{run.Run.Key} lacks lines");
        }
        var trouble = TroubleOf(path);
        Demand(trouble is "", trouble);
        return keys;
    }

    /// <summary>What SQLite itself finds wrong, asked with another client than the store's; nothing when all is well.</summary>
    public static string TroubleOf(string path)
    {
        using var connection = Open(path);
        return string.Join('\n', Texts(connection, "PRAGMA integrity_check").Where(text => text is not "ok").Concat(Texts(connection, "PRAGMA foreign_key_check")));
    }

    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException(otherwise);
    }
}
