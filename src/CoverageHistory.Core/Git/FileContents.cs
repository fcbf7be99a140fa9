using CoverageHistory.Model;

namespace CoverageHistory.Git;

/// <summary>Paths of files, relative to the work tree's top with <c>/</c> in git's order (by bytes), and what git calls the content of each.</summary>
internal sealed class FileContents
{
    public static FileContents None { get; } = new([], []);

    // Text, not content ids: a dictionary over a value type of ours would be compiled anew in every process.
    private readonly Dictionary<string, string> _blobs;

    private FileContents(List<string> paths, Dictionary<string, string> blobs)
    {
        Paths = paths;
        _blobs = blobs;
    }

    public IReadOnlyList<string> Paths { get; }

    /// <summary>Unknown for a link, a submodule, an unmerged file and one git was told not to look at.</summary>
    public ContentId this[string path] => _blobs.TryGetValue(path, out var blob) ? ContentId.Of(blob) : default;

    /// <summary>Entries <c>TAG MODE BLOB STAGE⇥PATH</c> of the index; the tag H is that of a file like any other.</summary>
    internal static FileContents OfIndex(GitOutput output) =>
        Read(output, static facts => facts is ['H', ' ', '1', '0', '0', _, _, _, ' ', .. var blob, ' ', '0'] ? blob : default);

    /// <summary>Entries <c>MODE TYPE BLOB⇥PATH</c> of a commit's tree.</summary>
    internal static FileContents OfTree(GitOutput output) =>
        Read(output, static facts => facts is ['1', '0', '0', _, _, _, ' ', 'b', 'l', 'o', 'b', ' ', .. var blob] ? blob : default);

    private delegate ReadOnlySpan<char> BlobOf(ReadOnlySpan<char> facts);

    /// <param name="blobOf">From the facts before the path; empty for what is no plain file.</param>
    private static FileContents Read(GitOutput output, BlobOf blobOf)
    {
        var paths = new List<string>();
        var blobs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var rest = output.Text.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('\0');
            var entry = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var tab = entry.IndexOf('\t');
            if (tab < 0)
                continue;
            // An unmerged path stands there up to three times.
            if (paths.Count == 0 || !entry[(tab + 1)..].SequenceEqual(paths[^1]))
                paths.Add(entry[(tab + 1)..].ToString());
            if (blobOf(entry[..tab]) is { Length: >= ContentId.Length } blob)
                blobs[paths[^1]] = blob[..ContentId.Length].ToString();
        }
        return new FileContents(paths, blobs);
    }
}
