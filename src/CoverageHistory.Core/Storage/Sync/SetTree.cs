using System.Buffers;
using CoverageHistory.Git;

namespace CoverageHistory.Storage.Sync;

/// <summary>
/// What a commit of the set holds: <c>runs/&lt;2 hex&gt;/&lt;62 hex&gt;/run</c>, named by the run's hash, and what was given up. Whoever can
/// write to the remote can write anything, so what is not exactly that is left out.
/// </summary>
internal sealed class SetTree
{
    /// <summary>More than any unit has: a run of 100,000 files and as many tests.</summary>
    public const long MostUnitBytes = 64 << 20;

    public const string TombstonesPath = "tombstones";
    public const string WatermarksPath = "watermarks";

    /// <summary>Says that the commit is a set of runs, also where it holds none.</summary>
    public const string MarkPath = "coverage-history";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private const string RunsFolder = "runs/";
    private const int PathLength = 5 + 2 + 1 + 62 + 4;
    private const long MostGivenUpBytes = 16 << 20;

    /// <summary>By hash.</summary>
    public Dictionary<string, SetEntry> Units { get; } = new(StringComparer.Ordinal);

    public SetEntry? Tombstones { get; private set; }

    public SetEntry? Watermarks { get; private set; }

    /// <summary>Whether the commit says that it is a set.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>Paths that are none of the set's, or too large.</summary>
    public List<string> Strange { get; } = [];

    /// <summary>Files at the top, or in other folders, of somebody who uses the branch for something else.</summary>
    public bool IsUnrelated => Units.Count == 0 && !IsMarked && (Strange.Count > 0 || Tombstones is not null || Watermarks is not null);

    public static string PathOf(string hash) => $"{RunsFolder}{hash[..2]}/{hash[2..]}/run";

    /// <param name="listing">Of <c>ls-tree -r -z -l</c>: <c>MODE TYPE OBJECT SIZE⇥PATH</c>.</param>
    public static SetTree Read(GitOutput listing)
    {
        var tree = new SetTree();
        for (var rest = listing.Text.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('\0');
            var entry = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var tab = entry.IndexOf('\t');
            if (tab > 0)
                tree.Add(entry[..tab], entry[(tab + 1)..]);
        }
        return tree;
    }

    private void Add(ReadOnlySpan<char> facts, ReadOnlySpan<char> path)
    {
        var entry = SetEntry.Parse(facts);
        if (entry is not null && HashOf(path) is { } hash && entry.Size <= MostUnitBytes)
            Units.Add(hash, entry);
        else if (entry is not null && path is TombstonesPath && entry.Size <= MostGivenUpBytes)
            Tombstones = entry;
        else if (entry is not null && path is WatermarksPath && entry.Size <= MostGivenUpBytes)
            Watermarks = entry;
        else if (entry is not null && path is MarkPath)
            IsMarked = true;
        else
            Strange.Add(path.ToString());
    }

    private static string? HashOf(ReadOnlySpan<char> path)
    {
        if (path.Length != PathLength || !path.StartsWith(RunsFolder) || path[7] != '/' || path[70..] is not "/run")
            return null;
        return IsHex(path[5..7]) && IsHex(path[8..70]) ? string.Concat(path[5..7], path[8..70]) : null;
    }

    private static bool IsHex(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(HexDigits) < 0;
}
