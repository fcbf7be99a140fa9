using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>A run record together with the maps it names: all that a store needs to take it in.</summary>
internal sealed class RunBundle
{
    private readonly Dictionary<BlobKey, byte[]> _maps = [];
    private readonly Dictionary<string, IReadOnlyList<FileCoverage>> _coverage = [];

    /// <summary>A sound copy of what the caller gave; sessions stay in the caller's order.</summary>
    public RunBundle(Run run, IReadOnlyList<Session> sessions, bool keepHitCounts)
    {
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

    public RunBundle(RunRecord record, IReadOnlyList<string> labels, IEnumerable<byte[]> maps)
    {
        Record = record;
        Labels = labels;
        foreach (var map in maps)
            _maps[BlobKey.Of(map)] = map;
        foreach (var session in record.Sessions)
        {
            if (session.Files is not null)
                _coverage.TryAdd(session.Session.ContentHash, [.. session.Files.Select(Decode)]);
        }
    }

    public RunRecord Record { get; }

    /// <summary>The run's tags, which are not part of its record.</summary>
    public IReadOnlyList<string> Labels { get; }

    public IReadOnlyDictionary<BlobKey, byte[]> Maps => _maps;

    public IReadOnlyList<FileCoverage>? CoverageOf(Session session) => _coverage.GetValueOrDefault(session.ContentHash);

    private FileRecord[] Encode(IReadOnlyList<FileCoverage> files, bool keepHitCounts)
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
        return records;
    }

    private BlobKey Add(BlobWriter writer)
    {
        var key = BlobKey.Of(writer.Written);
        if (!_maps.ContainsKey(key))
            _maps.Add(key, writer.ToArray());
        writer.Clear();
        return key;
    }

    private FileCoverage Decode(FileRecord file)
    {
        if (!_maps.TryGetValue(file.Structure, out var structure) || !_maps.TryGetValue(file.State, out var state))
            throw new InvalidDataException($"a map of {file.Path} is missing");
        return FileMaps.Decode(file.Module, file.Path, file.Content, structure, state);
    }
}
