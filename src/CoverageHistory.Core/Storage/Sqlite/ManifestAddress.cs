using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Finds the addresses of lists of files, faster where lists that are asked for one after the other differ little.</summary>
internal sealed class ManifestAddress(NameTable modules, NameTable files, MapTable structures, MapTable states)
{
    private ManifestEntry[] _ordered = [];
    private int[] _order = [];
    private readonly LinesAddress<ManifestEntry> _address = new((text, entry) =>
    {
        FileListText.WriteName(text, modules.NameOf(entry.Module), files.NameOf(entry.File));
        FileListText.WriteMaps(text, structures.KeyOf(entry.Structure), states.KeyOf(entry.State), entry.Content);
    });

    public BlobKey Of(ManifestEntry[] entries) => _address.Of(Array.ConvertAll(OrderOf(entries), at => entries[at]));

    /// <summary>The order of the text. It takes far longer to find than to see that the files are still the same ones.</summary>
    private int[] OrderOf(ManifestEntry[] entries)
    {
        if (entries.Length == _ordered.Length && entries.AsSpan().SequenceEqual(_ordered, SameFile.Instance))
            return _order;
        var names = Array.ConvertAll(entries, entry => new FileName(modules.NameOf(entry.Module), new RepoPath(files.NameOf(entry.File))));
        var order = Enumerable.Range(0, entries.Length).ToArray();
        Array.Sort(order, (left, right) => names[left].CompareTo(names[right]));
        _ordered = entries;
        return _order = order;
    }

    private sealed record FileName(string Module, RepoPath Path)
    {
        public int CompareTo(FileName other)
        {
            var byModule = string.CompareOrdinal(Module, other.Module);
            return byModule != 0 ? byModule : Path.CompareTo(other.Path);
        }
    }

    private sealed class SameFile : IEqualityComparer<ManifestEntry>
    {
        public static readonly SameFile Instance = new();

        public bool Equals(ManifestEntry? x, ManifestEntry? y) => x!.File == y!.File && x.Module == y.Module;

        public int GetHashCode(ManifestEntry entry) => entry.File.GetHashCode();
    }
}
