using CoverageHistory.Model;

namespace CoverageHistory.ReportGenerator;

/// <summary>What ReportGenerator counts of a class.</summary>
/// <param name="LastLine">
/// The last coverable lines of its files, added up. ReportGenerator counts the lines of the source files here, which the history does not keep.
/// </param>
/// <param name="FullyCoveredMethods">With every line covered.</param>
internal sealed record ClassCount(string Name, CoveredCount Lines, long LastLine, CoveredCount Branches, CoveredCount Methods, long FullyCoveredMethods)
{
    /// <summary>Each class of a module once, with nested and generated ones in the class around them, as ReportGenerator shows them.</summary>
    public static IReadOnlyCollection<ClassCount> Of(IEnumerable<FileCoverage> module)
    {
        var files = module.ToList();
        var names = files.SelectMany(file => file.Classes).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var counts = new Dictionary<string, ClassCount>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var (name, part) in PartsOf(file, names))
                counts[name] = counts.TryGetValue(name, out var known) ? known.With(part) : part;
        }
        return counts.Values;
    }

    private static Dictionary<string, ClassCount> PartsOf(FileCoverage file, HashSet<string> names)
    {
        if (file.Classes.Count == 0)
        {
            var name = file.Path.Value[(file.Path.Value.LastIndexOf('/') + 1)..];
            return new(StringComparer.Ordinal) { [name] = Count(name, file, [], file.Lines) };
        }
        var parts = new Dictionary<string, ClassCount>(StringComparer.Ordinal);
        var inMethods = file.Classes.SelectMany(type => type.Methods).SelectMany(method => method.Lines).ToHashSet();
        foreach (var types in file.Classes.GroupBy(type => NameOf(type.Name, names), StringComparer.Ordinal))
        {
            var methods = types.SelectMany(type => type.Methods).ToList();
            var numbers = methods.SelectMany(method => method.Lines).ToHashSet();
            // Lines that no method spans, such as all of a report without methods, are the first class's.
            var isFirst = parts.Count == 0;
            parts[types.Key] = Count(types.Key, file, methods,
                [.. file.Lines.Where(line => numbers.Contains(line.Number) || (isFirst && !inMethods.Contains(line.Number)))]);
        }
        return parts;
    }

    private static ClassCount Count(string name, FileCoverage file, List<MethodCoverage> methods, LineCoverage[] lines)
    {
        long covered = 0, branchesCovered = 0, branchesTotal = 0, methodsCovered = 0, full = 0, all = 0;
        foreach (var line in lines)
        {
            covered += line.IsCovered ? 1 : 0;
            branchesCovered += line.BranchesCovered;
            branchesTotal += line.BranchesTotal;
        }
        foreach (var method in methods)
        {
            var count = file.CountLines(method.Lines);
            all += count.Total > 0 ? 1 : 0;
            methodsCovered += count.Covered > 0 ? 1 : 0;
            full += count.Total > 0 && count.Covered == count.Total ? 1 : 0;
        }
        return new ClassCount(name, new(covered, lines.Length), lines.Length == 0 ? 0 : lines[^1].Number,
            new(branchesCovered, branchesTotal), new(methodsCovered, all), full);
    }

    /// <summary><c>Outer/Inner</c> is part of <c>Outer</c> where there is one.</summary>
    private static string NameOf(string name, HashSet<string> names)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && names.Contains(name[..slash]) ? name[..slash] : name;
    }

    private ClassCount With(ClassCount other) => new(
        Name, Lines + other.Lines, LastLine + other.LastLine, Branches + other.Branches, Methods + other.Methods, FullyCoveredMethods + other.FullyCoveredMethods);
}
