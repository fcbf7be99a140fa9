using CoverageHistory.Model;

namespace CoverageHistory.Git;

/// <summary>Paths of files, relative to the work tree's top with <c>/</c> in git's order (by bytes), and what git calls the content of each.</summary>
public sealed class FileContents
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
    internal static FileContents OfIndex(GitOutput output) => Read(output, facts => facts is ["H", ['1', '0', '0', ..], var blob, "0"] ? blob : null);

    /// <summary>Entries <c>MODE TYPE BLOB⇥PATH</c> of a commit's tree.</summary>
    internal static FileContents OfTree(GitOutput output) => Read(output, facts => facts is [['1', '0', '0', ..], _, var blob] ? blob : null);

    /// <param name="blobOf">From the facts before the path; null for what is no plain file.</param>
    private static FileContents Read(GitOutput output, Func<string[], string?> blobOf)
    {
        var entries = output.SplitByNul();
        var paths = new List<string>(entries.Length);
        var blobs = new Dictionary<string, string>(entries.Length, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var tab = entry.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0)
                continue;
            var path = entry[(tab + 1)..];
            // An unmerged path stands there up to three times.
            if (paths.Count == 0 || paths[^1] != path)
                paths.Add(path);
            if (blobOf(entry[..tab].Split(' ')) is { } blob)
                blobs[path] = blob;
        }
        return new FileContents(paths, blobs);
    }
}
