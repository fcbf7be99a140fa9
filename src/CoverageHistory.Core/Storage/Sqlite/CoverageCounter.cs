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
        if (CountFromLast(entries) is not { } counted)
        {
            if (entries.DistinctBy(entry => entry.File).Count() < entries.Length)
                return null;
            counted = CountEach(entries);
        }
        _counted = entries;
        _last = (id, counted.Total, counted.Modules);
        return counted;
    }

    private (CoverageCounts Total, List<(long Module, CoverageCounts Counts)> Modules) CountEach(ManifestEntry[] entries)
    {
        _counts = new CoverageCounts[entries.Length];
        var total = new CoverageCounts();
        var modules = new List<(long Module, CoverageCounts Counts)>();
        for (var i = 0; i < entries.Length; i++)
        {
            var counts = _counts[i] = Count(entries[i]);
            total = Add(total, counts);
            // Entries are ascending by module.
            if (modules.Count == 0 || modules[^1].Module != entries[i].Module)
                modules.Add((entries[i].Module, counts));
            else
                modules[^1] = (entries[i].Module, Add(modules[^1].Counts, counts));
        }
        return (total, modules);
    }

    /// <summary>From the manifest before, where the files are the same ones; null when they are not, or a highest complexity sank.</summary>
    private (CoverageCounts Total, List<(long Module, CoverageCounts Counts)> Modules)? CountFromLast(ManifestEntry[] entries)
    {
        if (_last is not var (_, total, lastModules) || _counted.Length != entries.Length)
            return null;
        var changed = new List<int>();
        for (var i = 0; i < entries.Length; i++)
        {
            if (ReferenceEquals(entries[i], _counted[i]))
                continue;
            if (entries[i].CompareTo(_counted[i]) != 0)
                return null;
            changed.Add(i);
        }
        var modules = new List<(long Module, CoverageCounts Counts)>(lastModules);
        var module = 0;
        var counts = changed.ConvertAll(i => Count(entries[i]));
        for (var c = 0; c < counts.Count; c++)
        {
            var (at, before) = (changed[c], _counts[changed[c]]);
            while (modules[module].Module != entries[at].Module)
                module++;
            if (before.MaxComplexity > (counts[c].MaxComplexity ?? -1) && before.MaxComplexity == modules[module].Counts.MaxComplexity)
                return null;
            modules[module] = (modules[module].Module, Add(Subtract(modules[module].Counts, before), counts[c]));
            total = Add(Subtract(total, before), counts[c]);
        }
        for (var c = 0; c < counts.Count; c++)
            _counts[changed[c]] = counts[c];
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
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(manifests.Counts, (entry.Structure, entry.State), out var isKnown);
        if (!isKnown)
            counts = manifests.Decode(entry).Counts;
        return counts;
    }

    private static CoverageCounts Add(CoverageCounts left, CoverageCounts right) => new(
        left.Files + right.Files, left.Lines + right.Lines, left.Branches + right.Branches, left.Methods + right.Methods,
        right.MaxComplexity > (left.MaxComplexity ?? -1) ? right.MaxComplexity : left.MaxComplexity);

    /// <summary>All but the highest complexity, of which others may be as high.</summary>
    private static CoverageCounts Subtract(CoverageCounts left, CoverageCounts right) => left with
    {
        Files = left.Files - right.Files,
        Lines = Subtract(left.Lines, right.Lines),
        Branches = Subtract(left.Branches, right.Branches),
        Methods = Subtract(left.Methods, right.Methods),
    };

    private static CoveredCount Subtract(CoveredCount left, CoveredCount right) => new(left.Covered - right.Covered, left.Total - right.Total);
}
