namespace CoverageHistory.Storage.Sqlite;

/// <summary>Finds sessions by what they hold, whichever run they belong to.</summary>
internal sealed class SessionContents(StoreConnection connection)
{
    /// <summary>Those of these content hashes that some session has.</summary>
    public HashSet<string> Known(IReadOnlyCollection<string> hashes)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var hash in hashes)
        {
            var row = connection.Prepare("SELECT 1 FROM session WHERE content_hash = ? LIMIT 1").Bind(Convert.FromHexString(hash));
            if (row.Step())
                known.Add(hash);
            row.Reset();
        }
        return known;
    }
}
