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
    private ManifestEntry[] _counted = [];
    private CoverageCounts[] _counts = [];
    private (long List, CoverageCounts Total, List<(long Module, CoverageCounts Counts)> Modules)? _last;

    /// <summary>Of the union of these manifests.</summary>
    public CoverageCounts Count(IReadOnlyList<long> ids) => CountOne(ids)?.Total ?? Unite(ids.SelectMany(manifests.ReadEntries));

    /// <summary>Of each module in that union.</summary>
    public IEnumerable<(long Module, CoverageCounts Counts)> CountModules(IReadOnlyList<long> ids) => CountOne(ids)?.Modules
        ?? ids.SelectMany(manifests.ReadEntries).GroupBy(entry => entry.Module).Select(module => (module.Key, Unite(module)));

    /// <summary>One manifest, when no two of its modules share a file: what each file counts is added up, and nothing united.</summary>
    private (CoverageCounts Total, List<(long Module, CoverageCounts Counts)> Modules)? CountOne(IReadOnlyList<long> ids)
    {
        if (ids is not [var id])
            return null;
        if (_last is { } last && last.List == id)
            return (last.Total, last.Modules);
        var entries = manifests.ReadEntries(id);
        if (entries.DistinctBy(entry => entry.File).Count() < entries.Length)
            return null;
        var counts = new CoverageCounts[entries.Length];
        var canCopy = _counted.Length == entries.Length;
        var total = new CoverageCounts();
        var modules = new List<(long Module, CoverageCounts Counts)>();
        for (var i = 0; i < entries.Length; i++)
        {
            counts[i] = canCopy && ReferenceEquals(entries[i], _counted[i]) ? _counts[i] : Count(entries[i]);
            total = Add(total, counts[i]);
            // Entries are ascending by module.
            if (modules.Count == 0 || modules[^1].Module != entries[i].Module)
                modules.Add((entries[i].Module, counts[i]));
            else
                modules[^1] = (entries[i].Module, Add(modules[^1].Counts, counts[i]));
        }
        (_counted, _counts, _last) = (entries, counts, (id, total, modules));
        return (total, modules);
    }

    private CoverageCounts Unite(IEnumerable<ManifestEntry> entries)
    {
        var sum = new CoverageCounts();
        foreach (var file in entries.GroupBy(entry => entry.File))
        {
            var parts = file.DistinctBy(entry => (entry.Structure, entry.State)).ToList();
            sum = Add(sum, parts.Count == 1 ? Count(parts[0]) : Unite(parts));
        }
        return sum;
    }

    private CoverageCounts Unite(List<ManifestEntry> parts)
    {
        var key = string.Join(' ', parts.Select(part => (part.Structure, part.State)).Order());
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_ofUnion, key, out var isKnown);
        if (!isKnown)
            counts = parts.Select(manifests.Decode).Aggregate(CoverageUnion.Of).Counts;
        return counts;
    }

    private CoverageCounts Count(ManifestEntry entry)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_ofFile, (entry.Structure, entry.State), out var isKnown);
        if (!isKnown)
            counts = manifests.Decode(entry).Counts;
        return counts;
    }

    private static CoverageCounts Add(CoverageCounts left, CoverageCounts right) => new(
        left.Files + right.Files, left.Lines + right.Lines, left.Branches + right.Branches, left.Methods + right.Methods,
        right.MaxComplexity > (left.MaxComplexity ?? -1) ? right.MaxComplexity : left.MaxComplexity);
}
