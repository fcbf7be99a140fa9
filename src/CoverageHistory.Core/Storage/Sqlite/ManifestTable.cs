using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Which maps the files of a session have. Read or written for one operation.</summary>
internal sealed class ManifestTable(StoreConnection connection)
{
    public const int MostDepth = 32;
    private const int MostKept = 16;

    private readonly NameTable _modules = NameTable.Modules(connection);
    private readonly NameTable _files = NameTable.SourceFiles(connection);
    private readonly MapTable _structures = MapTable.Structures(connection);
    private readonly MapTable _states = MapTable.States(connection);

    /// <summary>The entries read last: a manifest mostly stands on one of the few before it.</summary>
    private readonly Dictionary<long, ManifestEntry[]> _kept = [];
    private readonly long[] _keptIds = new long[MostKept];
    private int _nextKept;

    private readonly HashSet<long> _checked = [];

    /// <summary>What pairs of a structure and a state count, as far as somebody found it out.</summary>
    public Dictionary<(long Structure, long State), CoverageCounts> Counts => field ??= [];

    private ManifestAddress Address => field ??= new ManifestAddress(_modules, _files, _structures, _states);

    /// <summary>Stores the list of files unless it is there.</summary>
    /// <param name="findBase">The manifest it probably differs least from; asked when nobody said what the list stands on.</param>
    /// <exception cref="InvalidDataException">What the bundle holds is not the list, or something it names is missing.</exception>
    public long IdOf(BlobKey address, RunBundle bundle, Func<long?> findBase)
    {
        if (Find(address) is { } known)
            return known;
        if (!bundle.Lists.TryGetValue(address, out var list))
            throw new InvalidDataException($"the list of files {address} is missing");
        var baseId = list.From is { } from ? IdOf(from, bundle, findBase) : findBase();
        var entries = Apply(list.From is null ? [] : ReadEntries(baseId!.Value), list, bundle);
        // What was checked when it was read is the list if what it stands on here is.
        if (list.From is not null && !(list.IsChecked && _checked.Contains(baseId!.Value)) && Address.Of(entries) != address)
            throw new InvalidDataException($"the list of files {address} is not what its address says");
        byte[]? data = null;
        var depth = 0;
        if (baseId is { } parent && DepthOf(parent) is var parentDepth && parentDepth < MostDepth)
        {
            var delta = ManifestDelta.Write(ReadEntries(parent), entries);
            // A large difference saves little and makes every reader walk one step more. Whole, an entry has three bytes at the least.
            if (delta.Length <= entries.Length || delta.Length < (data = ManifestDelta.Write([], entries)).Length / 2)
                (data, depth) = (delta, parentDepth + 1);
        }
        data ??= ManifestDelta.Write([], entries);
        Span<byte> hash = stackalloc byte[BlobKey.Size];
        address.CopyTo(hash);
        connection.Prepare("INSERT INTO manifest (hash, base_id, depth, data) VALUES (?, ?, ?, ?)")
            .Bind(hash).Bind(depth == 0 ? null : baseId).Bind(depth).Bind(data).Run();
        var added = connection.LastId;
        Keep(added, entries);
        _checked.Add(added);
        return added;
    }

    public long? Find(BlobKey address)
    {
        Span<byte> hash = stackalloc byte[BlobKey.Size];
        address.CopyTo(hash);
        var row = connection.Prepare("SELECT id FROM manifest WHERE hash = ?").Bind(hash);
        if (!row.Step())
            return null;
        var id = row.Int64();
        row.Reset();
        return id;
    }

    public BlobKey AddressOf(long id)
    {
        var row = connection.Prepare("SELECT hash FROM manifest WHERE id = ?").Bind(id);
        var address = row.Step() ? BlobKey.From(row.Blob()) : throw Missing(id);
        row.Reset();
        return address;
    }

    /// <summary>The address of the list, which is checked against it once.</summary>
    public BlobKey CheckedAddressOf(long id)
    {
        var address = AddressOf(id);
        if (_checked.Contains(id))
            return address;
        if (Address.Of(ReadEntries(id)) != address)
            throw new InvalidDataException(Text($"manifest {id} is not what was stored"));
        _checked.Add(id);
        return address;
    }

    /// <summary>The list of files by module, then path, ordinally, as what differs from another manifest; null: whole.</summary>
    public FileListDelta Read(long id, long? from)
    {
        var entries = ReadEntries(id);
        ManifestEntry[] before = from is { } other ? ReadEntries(other) : [];
        var set = new List<FileRecord>();
        var gone = new List<(string Module, RepoPath Path)>();
        int b = 0, e = 0;
        while (b < before.Length || e < entries.Length)
        {
            var order = b == before.Length ? 1 : e == entries.Length ? -1 : before[b].CompareTo(entries[e]);
            if (order < 0)
                gone.Add((_modules.NameOf(before[b].Module), new RepoPath(_files.NameOf(before[b].File))));
            else if (order > 0 || before[b] != entries[e])
                set.Add(RecordOf(entries[e]));
            b += order <= 0 ? 1 : 0;
            e += order >= 0 ? 1 : 0;
        }
        set.Sort(static (left, right) => Compare(left.Module, left.Path, right.Module, right.Path));
        gone.Sort(static (left, right) => Compare(left.Module, left.Path, right.Module, right.Path));
        return new FileListDelta(from is { } known ? AddressOf(known) : null, set, gone);
    }

    /// <summary>The maps of those of the list's files that the other list has not, or has with other maps; all when there is none.</summary>
    public IEnumerable<byte[]> ReadNewMaps(long id, long? from)
    {
        ManifestEntry[] before = from is { } other ? ReadEntries(other) : [];
        var b = 0;
        foreach (var entry in ReadEntries(id))
        {
            while (b < before.Length && before[b].CompareTo(entry) < 0)
                b++;
            var known = b < before.Length && before[b].CompareTo(entry) == 0 ? before[b] : null;
            if (known?.Structure != entry.Structure)
                yield return _structures.Read(entry.Structure);
            if (known?.State != entry.State)
                yield return _states.Read(entry.State);
        }
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

    public FileCoverage Decode(ManifestEntry entry) =>
        FileMaps.Decode("", new RepoPath(""), default, _structures.Read(entry.Structure), _states.Read(entry.State));

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
        Keep(id, entries);
        return entries;
    }

    private void Keep(long id, ManifestEntry[] entries)
    {
        if (!_kept.TryAdd(id, entries))
            return;
        _kept.Remove(_keptIds[_nextKept]);
        _keptIds[_nextKept] = id;
        _nextKept = (_nextKept + 1) % MostKept;
    }

    private ManifestEntry[] Apply(ManifestEntry[] from, FileListDelta list, RunBundle bundle)
    {
        var changes = new ManifestEntry[list.Set.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            var file = list.Set[i];
            var entry = changes[i] = new ManifestEntry(_modules.IdOf(file.Module), _files.IdOf(file.Path.Value),
                _structures.IdOf(file.Structure, bundle.Maps), _states.IdOf(file.State, bundle.Maps), file.Content);
            if (bundle.CountsOf(file) is { } counts)
                Counts[(entry.Structure, entry.State)] = counts;
        }
        Array.Sort(changes);
        if (from.Length == 0)
            return changes;
        // A name that is not there is no file of the other list, and the address will tell.
        var gone = new HashSet<(long, long)>(list.Gone.Select(file => (_modules.Find(file.Module) ?? 0, _files.Find(file.Path.Value) ?? 0)));
        if (gone.Count > 0)
            from = Array.FindAll(from, entry => !gone.Contains((entry.Module, entry.File)));
        var entries = new List<ManifestEntry>(from.Length + changes.Length);
        var next = 0;
        foreach (var change in changes)
        {
            var at = Array.BinarySearch(from, next, from.Length - next, change);
            var end = at < 0 ? ~at : at;
            entries.AddRange(from.AsSpan(next..end));
            entries.Add(change);
            next = at < 0 ? end : end + 1;
        }
        entries.AddRange(from.AsSpan(next..));
        return [.. entries];
    }

    private FileRecord RecordOf(ManifestEntry entry) => new(_modules.NameOf(entry.Module), new RepoPath(_files.NameOf(entry.File)),
        _structures.KeyOf(entry.Structure), _states.KeyOf(entry.State), entry.Content);

    private int DepthOf(long id)
    {
        var row = connection.Prepare("SELECT depth FROM manifest WHERE id = ?").Bind(id);
        var depth = row.Step() ? row.Int32() : throw Missing(id);
        row.Reset();
        return depth;
    }

    private static int Compare(string leftModule, RepoPath leftPath, string rightModule, RepoPath rightPath)
    {
        var order = string.CompareOrdinal(leftModule, rightModule);
        return order != 0 ? order : leftPath.CompareTo(rightPath);
    }

    private static InvalidDataException Missing(long id) => new(Text($"manifest {id} is missing"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
