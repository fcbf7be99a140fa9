namespace CoverageHistory.Storage.Sqlite;

/// <summary>A dictionary table: names to ids and back, remembered for one operation.</summary>
internal sealed class NameTable(StoreConnection connection, string table, string column)
{
    private readonly string _find = $"SELECT id FROM {table} WHERE {column} = ?";
    private readonly string _add = $"INSERT INTO {table} ({column}) VALUES (?)";
    private readonly string _read = $"SELECT {column} FROM {table} WHERE id = ?";
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _names = [];

    public static NameTable SourceFiles(StoreConnection connection) => new(connection, "source_file", "path");

    public static NameTable Modules(StoreConnection connection) => new(connection, "module", "name");

    public static NameTable Branches(StoreConnection connection) => new(connection, "branch", "name");

    public static NameTable Remotes(StoreConnection connection) => new(connection, "remote", "url");

    public static NameTable Tests(StoreConnection connection) => new(connection, "test", "name");

    public long? Find(string name)
    {
        if (_ids.TryGetValue(name, out var id))
            return id;
        var statement = connection.Prepare(_find).Bind(name);
        if (!statement.Step())
            return null;
        id = statement.Int64();
        statement.Reset();
        return _ids[name] = id;
    }

    public long IdOf(string name)
    {
        if (Find(name) is { } id)
            return id;
        connection.Prepare(_add).Bind(name).Run();
        return _ids[name] = connection.LastId;
    }

    public string NameOf(long id)
    {
        if (_names.TryGetValue(id, out var name))
            return name;
        var statement = connection.Prepare(_read).Bind(id);
        if (!statement.Step())
            throw new InvalidDataException($"{table} {id} is missing");
        name = statement.Text();
        statement.Reset();
        return _names[id] = name;
    }
}
