using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Compares two runs part by part.</summary>
internal static class RunComparer
{
    /// <param name="before">Null: everything in <paramref name="head"/> is new.</param>
    /// <param name="unstable">Lines that change by chance; null: none is known.</param>
    public static RunDelta Compare(RunContent? before, RunContent head, UnstableLines? unstable = null)
    {
        RunContent?[] both = [before, head];
        RunSummary[] withoutLines = [.. both.Where(content => content?.LacksLines == true).Select(content => content!.Summary)];
        // What one run does not tell is neither new nor gone in the other.
        var baseLines = withoutLines.Length == 0 && before is not null ? before.Coverage : [];
        return new RunDelta
        {
            Base = before?.Summary,
            Head = head.Summary,
            Project = (before?.Summary.Coverage ?? head.Summary.Coverage) is null
                ? null
                : new CoverageChange(before?.Summary.Coverage, head.Summary.Coverage),
            WithoutLines = withoutLines,
            Modules = CompareModules(baseLines, head.Coverage),
            Files = CompareFiles(baseLines, head.Coverage),
            Methods = CompareMethods(baseLines, head.Coverage),
            Indirect = IndirectChange.Between(baseLines, head.Coverage, unstable ?? UnstableLines.None),
            Tests = head.Tests is { } tests ? TestChanges.Between(before?.Tests, tests) : null,
        };
    }

    private static ModuleChange[] CompareModules(IReadOnlyList<FileCoverage> before, IReadOnlyList<FileCoverage> head) =>
    [
        .. Pair(CountsByModule(before), CountsByModule(head), StringComparer.Ordinal)
            .Select(pair => new ModuleChange(pair.Key, new CoverageChange(pair.Base, pair.Head)))
            .OrderBy(change => change.Name, StringComparer.Ordinal),
    ];

    private static Dictionary<string, CoverageCounts?> CountsByModule(IReadOnlyList<FileCoverage> files) => files
        .GroupBy(file => file.Module, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (CoverageCounts?)CoverageCounts.Of(group), StringComparer.Ordinal);

    private static FileChange[] CompareFiles(IReadOnlyList<FileCoverage> before, IReadOnlyList<FileCoverage> head)
    {
        var beforeByPath = CoverageUnion.ByPath(before).ToDictionary(file => file.Path, file => (FileCoverage?)file);
        var headByPath = CoverageUnion.ByPath(head).ToDictionary(file => file.Path, file => (FileCoverage?)file);
        return
        [
            .. Pair(beforeByPath, headByPath)
                .Select(pair => new FileChange(pair.Key, (pair.Head ?? pair.Base)!.Module, new CoverageChange(pair.Base?.Counts, pair.Head?.Counts)))
                .OrderBy(change => change.Path),
        ];
    }

    private static MethodChange[] CompareMethods(IReadOnlyList<FileCoverage> before, IReadOnlyList<FileCoverage> head) =>
    [
        .. Pair(MethodsOf(before), MethodsOf(head))
            .Select(pair => new MethodChange(
                pair.Key.Path, pair.Key.Class, pair.Key.Name, pair.Key.Signature, pair.Head?.Complexity,
                new CountChange(pair.Base?.Lines, pair.Head?.Lines)))
            .OrderBy(change => change.Path)
            .ThenBy(change => change.Class, StringComparer.Ordinal)
            .ThenBy(change => change.Name, StringComparer.Ordinal)
            .ThenBy(change => change.Signature, StringComparer.Ordinal),
    ];

    private static Dictionary<MethodKey, MethodCounts?> MethodsOf(IReadOnlyList<FileCoverage> files)
    {
        var methods = new Dictionary<MethodKey, MethodCounts?>();
        foreach (var file in CoverageUnion.ByPath(files))
        {
            foreach (var type in file.Classes)
            {
                foreach (var method in type.Methods)
                {
                    var lines = file.CountLines(method.Lines);
                    if (lines.Total > 0)
                        methods[new(file.Path, type.Name, method.Name, method.Signature)] = new(lines, method.Complexity);
                }
            }
        }
        return methods;
    }

    private static IEnumerable<(TKey Key, TValue? Base, TValue? Head)> Pair<TKey, TValue>(
        Dictionary<TKey, TValue?> before, Dictionary<TKey, TValue?> head, IEqualityComparer<TKey>? comparer = null) where TKey : notnull
    {
        foreach (var key in before.Keys.Union(head.Keys, comparer))
            yield return (key, before.GetValueOrDefault(key), head.GetValueOrDefault(key));
    }

    private readonly record struct MethodKey(RepoPath Path, string Class, string Name, string Signature);

    private sealed record MethodCounts(CoveredCount Lines, int? Complexity);
}
