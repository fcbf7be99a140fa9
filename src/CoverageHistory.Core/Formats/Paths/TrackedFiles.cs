namespace CoverageHistory.Formats.Paths;

/// <summary>The files of a repository, to find the one that a path from elsewhere means.</summary>
internal sealed class TrackedFiles
{
    private readonly HashSet<string> _paths;

    public TrackedFiles(IReadOnlyCollection<string> paths) => _paths = new HashSet<string>(paths, StringComparer.Ordinal);

    /// <summary>Made when it is needed: most reports name every file by its path.</summary>
    private Dictionary<string, List<string>> ByName => field ??= GroupByName();

    /// <summary>The file at this path; else the only one whose path differs in nothing but case. Null for none and for several.</summary>
    public string? Find(string path)
    {
        if (_paths.Contains(path))
            return path;
        var alike = Named(path).Where(tracked => string.Equals(tracked, path, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return alike.Count == 1 ? alike[0] : null;
    }

    /// <summary>
    /// The files whose paths end like this one, by the longest run of whole segments; of equal runs one that is all of a tracked path
    /// wins, then one in the same case.
    /// A file name alone is no evidence, unless it is all there is of either path.
    /// </summary>
    /// <param name="shared">The number of segments that are alike.</param>
    public List<string> FindBySuffix(string path, out int shared)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var longest = new List<string>();
        var best = (Length: 0, IsWhole: false);
        foreach (var tracked in Named(path))
        {
            var found = (Length: SharedSegments(segments, tracked, out var isWhole), isWhole);
            var order = found.CompareTo(best);
            if (order < 0 || !(isWhole || found.Length > 1 || segments.Length == 1))
                continue;
            if (order > 0)
                longest.Clear();
            best = found;
            longest.Add(tracked);
        }
        shared = best.Length;
        if (longest.Count < 2)
            return longest;
        var end = string.Join('/', segments[^shared..]);
        var sameCase = longest.FindAll(tracked => tracked.EndsWith(end, StringComparison.Ordinal));
        return sameCase.Count == 1 ? sameCase : longest;
    }

    private List<string> Named(string path) => ByName.TryGetValue(NameOf(path), out var same) ? same : [];

    private Dictionary<string, List<string>> GroupByName()
    {
        var byName = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in _paths)
        {
            var name = NameOf(path);
            if (!byName.TryGetValue(name, out var same))
                byName.Add(name, same = []);
            same.Add(path);
        }
        return byName;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <param name="isWhole">All of <paramref name="tracked"/> is shared.</param>
    private static int SharedSegments(string[] segments, string tracked, out bool isWhole)
    {
        var shared = 0;
        var end = tracked.Length;
        while (end > 0 && shared < segments.Length)
        {
            var start = tracked.LastIndexOf('/', end - 1) + 1;
            if (!tracked.AsSpan(start, end - start).Equals(segments[^(shared + 1)], StringComparison.OrdinalIgnoreCase))
                break;
            shared++;
            end = start - 1;
        }
        isWhole = end <= 0;
        return shared;
    }
}
