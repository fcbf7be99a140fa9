using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// Finds the addresses of lists of files. Lists that are asked for one after the other have nearly all entries in common, the very same
/// objects; of the text that is hashed their part is copied from the one before.
/// </summary>
internal sealed class ManifestAddress(NameTable modules, NameTable files, MapTable structures, MapTable states)
{
    private ManifestEntry[] _ordered = [];
    private int[] _order = [];
    private ManifestEntry[] _written = [];
    private int[] _starts = [0];
    private BlobWriter _text = new();
    private BlobWriter _before = new();

    public BlobKey Of(ManifestEntry[] entries)
    {
        var order = OrderOf(entries);
        (_text, _before) = (_before, _text);
        _text.Clear();
        var written = new ManifestEntry[order.Length];
        var starts = new int[order.Length + 1];
        var canCopy = _written.Length == written.Length;
        for (var i = 0; i < order.Length; i++)
        {
            var entry = written[i] = entries[order[i]];
            if (canCopy && ReferenceEquals(entry, _written[i]))
                _text.Bytes(_before.Written[_starts[i].._starts[i + 1]]);
            else
            {
                FileListText.WriteName(_text, modules.NameOf(entry.Module), files.NameOf(entry.File));
                FileListText.WriteMaps(_text, structures.KeyOf(entry.Structure), states.KeyOf(entry.State), entry.Content);
            }
            starts[i + 1] = _text.Length;
        }
        (_written, _starts) = (written, starts);
        return BlobKey.Of(_text.Written);
    }

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
