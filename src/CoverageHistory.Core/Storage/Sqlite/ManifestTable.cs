using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Which maps the files of a session have. Read or written for one operation.</summary>
internal sealed class ManifestTable(StoreConnection connection)
{
    private const int MostDepth = 32;
    private const int MostKept = 16;

    private readonly NameTable _modules = NameTable.Modules(connection);
    private readonly NameTable _files = NameTable.SourceFiles(connection);
    private readonly MapTable _structures = MapTable.Structures(connection);
    private readonly MapTable _states = MapTable.States(connection);

    /// <summary>The entries read last: a manifest mostly stands on one of the few before it.</summary>
    private readonly Dictionary<long, ManifestEntry[]> _kept = [];
    private readonly long[] _keptIds = new long[MostKept];
    private int _nextKept;

    /// <summary>Stores the list of files unless it is there, against <paramref name="baseId"/> when that is smaller.</summary>
    public long IdOf(IReadOnlyList<FileRecord> files, IReadOnlyDictionary<BlobKey, byte[]> maps, long? baseId)
    {
        Span<byte> hash = stackalloc byte[BlobKey.Size];
        RunRecordWriter.KeyOf(files).CopyTo(hash);
        var known = connection.Prepare("SELECT id FROM manifest WHERE hash = ?").Bind(hash);
        if (known.Step())
        {
            var id = known.Int64();
            known.Reset();
            return id;
        }
        var entries = new ManifestEntry[files.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var file = files[i];
            entries[i] = new ManifestEntry(_modules.IdOf(file.Module), _files.IdOf(file.Path.Value),
                _structures.IdOf(file.Structure, maps), _states.IdOf(file.State, maps), file.Content);
        }
        Array.Sort(entries);
        var data = ManifestDelta.Write([], entries);
        var depth = 0;
        if (baseId is { } parent && DepthOf(parent) is var parentDepth && parentDepth < MostDepth)
        {
            var delta = ManifestDelta.Write(ReadEntries(parent), entries);
            // A large difference saves little and makes every reader walk one step more.
            if (delta.Length < data.Length / 2)
                (data, depth) = (delta, parentDepth + 1);
        }
        connection.Prepare("INSERT INTO manifest (hash, base_id, depth, data) VALUES (?, ?, ?, ?)")
            .Bind(hash).Bind(depth == 0 ? null : baseId).Bind(depth).Bind(data).Run();
        return connection.LastId;
    }

    /// <summary>The list of files, checked against its address.</summary>
    public IReadOnlyList<FileRecord> Read(long id)
    {
        var files = ReadEntries(id)
            .Select(entry => new FileRecord(_modules.NameOf(entry.Module), new RepoPath(_files.NameOf(entry.File)),
                _structures.KeyOf(entry.Structure), _states.KeyOf(entry.State), entry.Content))
            .ToArray();
        Sort(files);
        var row = connection.Prepare("SELECT hash FROM manifest WHERE id = ?").Bind(id);
        var key = row.Step() ? BlobKey.From(row.Blob()) : throw Missing(id);
        row.Reset();
        return key == RunRecordWriter.KeyOf(files) ? files : throw new InvalidDataException(Text($"manifest {id} is not what was stored"));
    }

    /// <summary>The coverage of the files that match, in no order. What several manifests say alike, and without counts, comes once.</summary>
    public IEnumerable<(FileCoverage File, bool HasHits)> ReadCoverage(IEnumerable<long> ids, CoverageFilter? filter)
    {
        var hasHits = new Dictionary<ManifestEntry, bool>();
        foreach (var entry in ids.SelectMany(ReadEntries))
        {
            var maps = entry with { Content = default };
            if (hasHits.TryGetValue(maps, out var counts) && !counts)
                continue;
            var module = _modules.NameOf(entry.Module);
            if (filter?.Module is { } wanted && module != wanted)
                continue;
            var path = new RepoPath(_files.NameOf(entry.File));
            if (filter?.Path is { } matches && !matches(path))
                continue;
            var state = _states.Read(entry.State);
            hasHits[maps] = StateMap.HasHits(state);
            yield return (FileMaps.Decode(module, path, entry.Content, _structures.Read(entry.Structure), state), hasHits[maps]);
        }
    }

    /// <summary>Null when the filter leaves the file out.</summary>
    public RepoPath? PathOf(long module, long file, CoverageFilter? filter)
    {
        var path = new RepoPath(_files.NameOf(file));
        return (filter?.Module is null || filter.Module == _modules.NameOf(module)) && filter?.Path?.Invoke(path) != false ? path : null;
    }

    public LineCoverage[] ReadLines(long structure, long state) =>
        FileMaps.Decode("", new RepoPath(""), default, _structures.Read(structure), _states.Read(state)).Lines;

    /// <summary>Ascending by module and file. Not to be changed.</summary>
    public ManifestEntry[] ReadEntries(long id)
    {
        var chain = new Stack<byte[]>();
        ManifestEntry[]? entries = null;
        for (long? next = id; next is { } current && !_kept.TryGetValue(current, out entries);)
        {
            // Bases are older, so the chain ends; a damaged file might make it long.
            if (chain.Count > MostDepth)
                throw new InvalidDataException(Text($"manifest {id} stands on too many others"));
            var row = connection.Prepare("SELECT base_id, data FROM manifest WHERE id = ?").Bind(current);
            if (!row.Step())
                throw Missing(current);
            next = row.OptionalInt64();
            chain.Push(row.Blob().ToArray());
            row.Reset();
        }
        entries ??= [];
        while (chain.TryPop(out var delta))
            entries = ManifestDelta.Apply(entries, delta);
        if (_kept.TryAdd(id, entries))
        {
            _kept.Remove(_keptIds[_nextKept]);
            _keptIds[_nextKept] = id;
            _nextKept = (_nextKept + 1) % MostKept;
        }
        return entries;
    }

    private int DepthOf(long id)
    {
        var row = connection.Prepare("SELECT depth FROM manifest WHERE id = ?").Bind(id);
        var depth = row.Step() ? row.Int32() : throw Missing(id);
        row.Reset();
        return depth;
    }

    private static void Sort(FileRecord[] files) => Array.Sort(files, static (left, right) =>
    {
        var order = string.CompareOrdinal(left.Module, right.Module);
        return order != 0 ? order : left.Path.CompareTo(right.Path);
    });

    private static InvalidDataException Missing(long id) => new(Text($"manifest {id} is missing"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
