namespace CoverageHistory.Storage.Sqlite;

/// <summary>A table of texts that belong to rows of another: labels of a run, parents and tags of a commit.</summary>
internal sealed class TextList(StoreConnection connection, string table, string owner, string text, string order)
{
    private readonly string _one = $"SELECT {text} FROM {table} WHERE {owner} = ? ORDER BY {order}";
    private readonly string _all = $"SELECT {owner}, {text} FROM {table} ORDER BY {owner}, {order}";
    private Dictionary<long, IReadOnlyList<string>>? _loaded;

    public static TextList Labels(StoreConnection connection) => new(connection, "run_tag", "run_id", "tag", "tag");

    public static TextList Parents(StoreConnection connection) => new(connection, "commit_parent", "commit_id", "sha", "position");

    public static TextList Tags(StoreConnection connection) => new(connection, "commit_tag", "commit_id", "tag", "position");

    /// <summary>Reads the whole table at once, which is the faster way to the texts of many rows.</summary>
    public void Load()
    {
        _loaded = [];
        var rows = connection.Prepare(_all);
        var texts = new List<string>();
        long? owner = null;
        while (rows.Step())
        {
            var id = rows.Int64();
            if (id != owner)
            {
                Keep(owner, texts);
                owner = id;
            }
            texts.Add(rows.Text());
        }
        Keep(owner, texts);
    }

    public IReadOnlyList<string> Of(long id)
    {
        if (_loaded is not null)
            return _loaded.TryGetValue(id, out var found) ? found : [];
        var rows = connection.Prepare(_one).Bind(id);
        var texts = new List<string>();
        while (rows.Step())
            texts.Add(rows.Text());
        return texts;
    }

    /// <summary>Mostly it is one text, of which an array takes a third of a list.</summary>
    private void Keep(long? owner, List<string> texts)
    {
        if (owner is { } id)
            _loaded![id] = texts.ToArray();
        texts.Clear();
    }
}
