using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>
/// What the runs before brought, as far as it helps to check and count the next ones without asking a database. So that can be done
/// beside the work of taking them in.
/// </summary>
internal sealed class EarlierLines
{
    private const int MostLists = 16;
    private const int MostStructureBytes = 8 << 20;

    private static readonly Comparer<FileRecord> ByName = Comparer<FileRecord>.Create((left, right) =>
        string.CompareOrdinal(left.Module, right.Module) is var order && order != 0 ? order : left.Path.CompareTo(right.Path));

    private readonly Dictionary<BlobKey, FileRecord[]> _lists = [];
    private readonly Queue<BlobKey> _listOrder = new();
    private readonly Dictionary<BlobKey, byte[]> _structures = [];
    private readonly LinesAddress<FileRecord> _address = new(FileListText.Write);
    private int _structureBytes;

    /// <summary>The list's address; null when it stands on one that did not come shortly before.</summary>
    public BlobKey? AddressOf(FileListDelta list)
    {
        FileRecord[] files;
        if (list.From is not { } from)
            files = [.. list.Set];
        else if (_lists.TryGetValue(from, out var known))
            files = Apply(known, list);
        else
            return null;
        var address = _address.Of(files);
        if (_lists.TryAdd(address, files))
            _listOrder.Enqueue(address);
        if (_lists.Count > MostLists)
            _lists.Remove(_listOrder.Dequeue());
        return address;
    }

    /// <summary>What the files that a list sets count, as far as their maps are at hand.</summary>
    /// <param name="maps">What came with the list.</param>
    public void Count(FileListDelta list, IReadOnlyDictionary<BlobKey, byte[]> maps, Dictionary<object, CoverageCounts> counts)
    {
        foreach (var file in list.Set)
        {
            if (maps.TryGetValue(file.Structure, out var structure))
                Remember(file.Structure, structure);
            else if (!_structures.TryGetValue(file.Structure, out structure))
                continue;
            if (maps.TryGetValue(file.State, out var state) && TryCount(structure, state) is { } counted)
                counts[file] = counted;
        }
    }

    private void Remember(BlobKey key, byte[] structure)
    {
        if (_structureBytes + structure.Length > MostStructureBytes)
        {
            _structures.Clear();
            _structureBytes = 0;
        }
        if (_structures.TryAdd(key, structure))
            _structureBytes += structure.Length;
    }

    /// <summary>Null where the maps are unsound, which matters only if a session has them.</summary>
    private static CoverageCounts? TryCount(byte[] structure, byte[] state)
    {
        try
        {
            return FileMaps.Decode("", new RepoPath(""), default, structure, state).Counts;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static FileRecord[] Apply(FileRecord[] from, FileListDelta list)
    {
        if (list.Gone.ToHashSet() is { Count: > 0 } gone)
            from = Array.FindAll(from, file => !gone.Contains((file.Module, file.Path)));
        var files = new List<FileRecord>(from.Length + list.Set.Count);
        var next = 0;
        foreach (var file in list.Set)
        {
            var at = Array.BinarySearch(from, next, from.Length - next, file, ByName);
            var end = at < 0 ? ~at : at;
            files.AddRange(from.AsSpan(next..end));
            files.Add(file);
            next = at < 0 ? end : end + 1;
        }
        files.AddRange(from.AsSpan(next..));
        return [.. files];
    }

}
