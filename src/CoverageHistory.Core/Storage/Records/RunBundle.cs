using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>A run record together with what its addresses name: all that a store needs to take it in.</summary>
internal sealed class RunBundle
{
    private readonly Dictionary<BlobKey, byte[]> _maps = [];
    private readonly Dictionary<BlobKey, FileListDelta> _lists = [];
    private readonly Dictionary<string, IReadOnlyList<FileCoverage>> _coverage = [];
    private readonly Dictionary<object, CoverageCounts>? _counts;

    /// <summary>A sound copy of what the caller gave; sessions stay in the caller's order.</summary>
    public RunBundle(Run run, IReadOnlyList<Session> sessions, bool keepHitCounts)
    {
        IsMade = true;
        Labels = [.. run.Tags.Select(SoundText.Of)];
        var records = new List<SessionRecord>(sessions.Count);
        foreach (var session in sessions.Select(SoundText.Of))
        {
            var files = session.Coverage is null ? null : Encode(session.Coverage, keepHitCounts);
            records.Add(new SessionRecord(session with { Coverage = null, Tests = null }, files, session.Tests));
            if (session.Coverage is not null)
                _coverage.TryAdd(session.ContentHash, session.Coverage);
        }
        Record = new RunRecord(SoundText.Of(run), records);
    }

    /// <param name="record">As it was read.</param>
    /// <param name="labels">Sound texts.</param>
    /// <param name="maps">Those that the store may lack.</param>
    /// <param name="lists">By address; those that the store may lack.</param>
    /// <param name="earlier">What was read before; null: not known.</param>
    public RunBundle(
        RunRecord record, IReadOnlyList<string> labels, IEnumerable<byte[]> maps, Dictionary<BlobKey, FileListDelta> lists, EarlierLines? earlier = null)
    {
        Record = record;
        Labels = labels;
        _lists = lists;
        foreach (var map in maps)
            _maps[BlobKey.Of(map)] = map;
        if (earlier is null)
            return;
        _counts = new(ReferenceEqualityComparer.Instance);
        foreach (var list in lists.Values)
            earlier.Count(list, _maps, _counts);
    }

    public RunRecord Record { get; }

    /// <summary>The run's tags, which are not part of its record.</summary>
    public IReadOnlyList<string> Labels { get; }

    public IReadOnlyDictionary<BlobKey, byte[]> Maps => _maps;

    public IReadOnlyDictionary<BlobKey, FileListDelta> Lists => _lists;

    /// <summary>Made of coverage here, rather than read.</summary>
    public bool IsMade { get; }

    /// <summary>Null when the bundle was read rather than made, and when the session holds none.</summary>
    public IReadOnlyList<FileCoverage>? CoverageOf(Session session) => _coverage.GetValueOrDefault(session.ContentHash);

    /// <summary>Null where it was not counted yet.</summary>
    /// <param name="file">The very one of a list of this bundle.</param>
    public CoverageCounts? CountsOf(FileRecord file) => _counts is not null && _counts.TryGetValue(file, out var counts) ? counts : null;

    private BlobKey Encode(IReadOnlyList<FileCoverage> files, bool keepHitCounts)
    {
        var records = new FileRecord[files.Count];
        var writer = new BlobWriter();
        var pieces = new PieceWriter();
        for (var i = 0; i < records.Length; i++)
        {
            StructureMap.Write(writer, pieces, files[i]);
            var structure = Add(writer);
            StateMap.Write(writer, files[i], keepHitCounts);
            records[i] = new FileRecord(files[i].Module, files[i].Path, structure, Add(writer), files[i].Content);
        }
        var address = FileListText.AddressOf(records);
        _lists.TryAdd(address, FileListDelta.Whole(records));
        return address;
    }

    private BlobKey Add(BlobWriter writer)
    {
        var key = BlobKey.Of(writer.Written);
        if (!_maps.ContainsKey(key))
            _maps.Add(key, writer.ToArray());
        writer.Clear();
        return key;
    }
}
