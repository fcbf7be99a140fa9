using System.Runtime.InteropServices;
using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// Counts what manifests say, as <see cref="CoverageCounts.Of"/> counts files. Most files of a run are those of the run before, so the
/// counts of each pair of maps are remembered, and a run costs what differs.
/// </summary>
internal sealed class CoverageCounter(ManifestTable manifests)
{
    private readonly Dictionary<(long Structure, long State), CoverageCounts> _ofFile = [];
    private readonly Dictionary<string, CoverageCounts> _ofUnion = [];

    /// <summary>Of the union of these manifests.</summary>
    public CoverageCounts Count(IReadOnlyList<long> ids) => Count(ids.SelectMany(manifests.ReadEntries));

    /// <summary>Of each module in that union.</summary>
    public IEnumerable<(long Module, CoverageCounts Counts)> CountModules(IReadOnlyList<long> ids) => ids.SelectMany(manifests.ReadEntries)
        .GroupBy(entry => entry.Module).Select(module => (module.Key, Count(module)));

    private CoverageCounts Count(IEnumerable<ManifestEntry> entries)
    {
        var first = new Dictionary<long, ManifestEntry>();
        Dictionary<long, List<ManifestEntry>>? several = null;
        foreach (var entry in entries)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(first, entry.File, out var exists);
            if (!exists)
                known = entry;
            else if ((known!.Structure, known.State) != (entry.Structure, entry.State))
            {
                several ??= [];
                if (!several.TryGetValue(entry.File, out var parts))
                    several[entry.File] = parts = [known];
                parts.Add(entry);
            }
        }
        var sum = new CoverageCounts();
        foreach (var (file, entry) in first)
            sum = Add(sum, several?.GetValueOrDefault(file) is { } parts ? Unite(parts) : Count(entry));
        return sum;
    }

    private CoverageCounts Count(ManifestEntry entry)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_ofFile, (entry.Structure, entry.State), out var isKnown);
        if (!isKnown)
            counts = manifests.Decode(entry).Counts;
        return counts;
    }

    private CoverageCounts Unite(List<ManifestEntry> parts)
    {
        var maps = parts.Select(part => (part.Structure, part.State)).Distinct().Order().ToArray();
        var key = string.Join(' ', maps);
        if (!_ofUnion.TryGetValue(key, out var counts))
        {
            counts = parts.DistinctBy(part => (part.Structure, part.State)).Select(manifests.Decode).Aggregate(CoverageUnion.Of).Counts;
            _ofUnion.Add(key, counts);
        }
        return counts;
    }

    private static CoverageCounts Add(CoverageCounts left, CoverageCounts right) => new(
        left.Files + right.Files, left.Lines + right.Lines, left.Branches + right.Branches, left.Methods + right.Methods,
        right.MaxComplexity > (left.MaxComplexity ?? -1) ? right.MaxComplexity : left.MaxComplexity);
}
