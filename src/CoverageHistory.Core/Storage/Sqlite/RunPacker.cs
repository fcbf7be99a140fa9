using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Takes runs out of the database as bundles, with the maps and lists that the reader of the bundles before lacks.</summary>
/// <param name="manifests">Shared with <paramref name="reader"/>.</param>
internal sealed class RunPacker(StoreConnection connection, ManifestTable manifests, RunReader reader)
{
    private readonly HashSet<long> _lists = [];
    private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);

    /// <summary>Says that the reader has this run already.</summary>
    public void Skip(long run)
    {
        foreach (var (session, list) in reader.ListLists(run))
            Know(session, list);
    }

    /// <summary>The run with what it needs beyond what the reader knows of. A list comes as the difference from the session's last one.</summary>
    public RunBundle Pack(long run)
    {
        RunBundle? packed = null;
        Pack(run, bundle =>
        {
            packed = bundle;
            return true;
        });
        return packed!;
    }

    /// <param name="deliver">Says whether the reader gets the bundle; what it does not get it does not know.</param>
    public void Pack(long run, Func<RunBundle, bool> deliver)
    {
        var record = reader.ReadRecord(run);
        var lists = new Dictionary<BlobKey, FileListDelta>();
        var maps = new List<byte[]>();
        var packed = reader.ListLists(run);
        foreach (var (session, list) in packed)
        {
            if (_lists.Contains(list))
                continue;
            long? from = _newest.TryGetValue(session, out var newest) ? newest : null;
            if (lists.TryAdd(manifests.AddressOf(list), manifests.Read(list, from)))
                maps.AddRange(manifests.ReadNewMaps(list, from));
        }
        if (!deliver(new RunBundle(record, new RunTable(connection).Read(run).Run.Tags, maps, lists)))
            return;
        // Only what is packed as a whole is known to the reader.
        foreach (var (session, list) in packed)
            Know(session, list);
    }

    private void Know(string session, long list)
    {
        _lists.Add(list);
        _newest[session] = list;
    }
}
