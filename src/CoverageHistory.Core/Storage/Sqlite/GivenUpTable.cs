namespace CoverageHistory.Storage.Sqlite;

/// <summary>Runs that were deleted or pruned, so that they do not come back from another store.</summary>
internal sealed class GivenUpTable(StoreConnection connection)
{
    private const int Runs = 0;
    private const int Lines = 1;

    /// <summary>Runs recorded before it were pruned; null where none were.</summary>
    public DateTimeOffset? RunsBefore => Read(Runs);

    /// <summary>Runs recorded before it lost their lines and kept their totals; null where none did.</summary>
    public DateTimeOffset? LinesBefore => Read(Lines);

    public List<Guid> List()
    {
        var rows = connection.Prepare("SELECT uuid FROM tombstone ORDER BY uuid");
        var ids = new List<Guid>();
        while (rows.Step())
            ids.Add(new Guid(rows.Blob(), bigEndian: true));
        return ids;
    }

    public void Bury(Guid id, DateTimeOffset at) =>
        connection.Prepare("INSERT INTO tombstone (uuid, buried_at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .Bind(id.ToByteArray(bigEndian: true)).Bind(at.ToUnixTimeMilliseconds()).Run();

    public void Unbury(Guid id) => connection.Prepare("DELETE FROM tombstone WHERE uuid = ?").Bind(id.ToByteArray(bigEndian: true)).Run();

    public void GiveUpRunsBefore(DateTimeOffset time) => Raise(Runs, time);

    public void GiveUpLinesBefore(DateTimeOffset time) => Raise(Lines, time);

    private DateTimeOffset? Read(int kind)
    {
        var row = connection.Prepare("SELECT before_ms FROM watermark WHERE kind = ?").Bind(kind);
        if (!row.Step())
            return null;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64());
        row.Reset();
        return time;
    }

    /// <summary>A watermark never sinks.</summary>
    private void Raise(int kind, DateTimeOffset time) => connection.Prepare("""
        INSERT INTO watermark (kind, before_ms) VALUES (?, ?)
        ON CONFLICT (kind) DO UPDATE SET before_ms = max(before_ms, excluded.before_ms)
        """).Bind(kind).Bind(time.ToUnixTimeMilliseconds()).Run();
}
