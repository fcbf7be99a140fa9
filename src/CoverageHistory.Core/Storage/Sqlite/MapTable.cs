using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>A table of content-addressed maps. What is read is checked against its address.</summary>
internal sealed class MapTable(StoreConnection connection, string table)
{
    private readonly string _find = $"SELECT id FROM {table} WHERE hash = ?";
    private readonly string _add = $"INSERT INTO {table} (hash, data) VALUES (?, ?)";
    private readonly string _read = $"SELECT hash, data FROM {table} WHERE id = ?";
    private readonly string _readKey = $"SELECT hash FROM {table} WHERE id = ?";
    private readonly Dictionary<long, BlobKey> _keys = [];

    public static MapTable Structures(StoreConnection connection) => new(connection, "file_structure");

    public static MapTable States(StoreConnection connection) => new(connection, "file_state");

    public long IdOf(BlobKey key, IReadOnlyDictionary<BlobKey, byte[]> maps)
    {
        Span<byte> hash = stackalloc byte[BlobKey.Size];
        key.CopyTo(hash);
        var statement = connection.Prepare(_find).Bind(hash);
        if (statement.Step())
        {
            var id = statement.Int64();
            statement.Reset();
            return id;
        }
        if (!maps.TryGetValue(key, out var map))
            throw new InvalidDataException($"the map {key} is missing");
        connection.Prepare(_add).Bind(hash).Bind(map).Run();
        return connection.LastId;
    }

    public BlobKey KeyOf(long id)
    {
        if (_keys.TryGetValue(id, out var key))
            return key;
        var statement = connection.Prepare(_readKey).Bind(id);
        if (!statement.Step())
            throw Missing(id);
        key = BlobKey.From(statement.Blob());
        statement.Reset();
        return _keys[id] = key;
    }

    public byte[] Read(long id)
    {
        var statement = connection.Prepare(_read).Bind(id);
        if (!statement.Step())
            throw Missing(id);
        var key = BlobKey.From(statement.Blob());
        var content = statement.Blob().ToArray();
        statement.Reset();
        if (BlobKey.Of(content) != key)
            throw new InvalidDataException($"{table} {id} is not what was stored");
        _keys[id] = key;
        return content;
    }

    private InvalidDataException Missing(long id) => new($"{table} {id} is missing");
}
