namespace CoverageHistory.Reliability;

/// <summary>Histories of an earlier schema, made by taking back the steps of the current one.</summary>
internal static class OlderHistory
{
    public static void Create(string path, int version, string name, int runs)
    {
        var store = new SqliteHistoryStore(path, new SqliteStoreOptions());
        for (var number = 0; number < runs; number++)
            Sample.Record(store, name, number);
        using var connection = StoreConnection.Open(path, new Deadline(new SqliteStoreOptions(), CancellationToken.None));
        Schema.Current.Migrate(connection, version);
    }

    /// <summary>Of a file that nobody uses.</summary>
    public static int VersionOf(string path)
    {
        using var connection = StoreConnection.OpenImmutable(path, new Deadline(new SqliteStoreOptions(), CancellationToken.None));
        return (int)connection.ReadInteger("PRAGMA user_version");
    }
}
