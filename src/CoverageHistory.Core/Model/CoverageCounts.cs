namespace CoverageHistory.Model;

/// <summary>The totals of a set of files, each (file, line) counted once.</summary>
/// <param name="Files">Distinct source files with at least one coverable line; see <see cref="KnownFiles"/>.</param>
/// <param name="Lines">Coverable lines.</param>
/// <param name="Branches">Outcomes of decisions.</param>
/// <param name="Methods">Methods with at least one coverable line; covered when any of their lines is.</param>
/// <param name="MaxComplexity">The highest cyclomatic complexity of a method; null when no report states one.</param>
public readonly record struct CoverageCounts(
    int Files, CoveredCount Lines, CoveredCount Branches, CoveredCount Methods, int? MaxComplexity)
{
    /// <summary>Null where totals came without lines from a source that does not tell.</summary>
    public int? KnownFiles => Files == 0 && Lines.Total > 0 ? null : Files;

    /// <summary>Adds up files: the same path in two modules is one file, counted from the union of its lines.</summary>
    public static CoverageCounts Of(IEnumerable<FileCoverage> files)
    {
        var count = 0;
        CoveredCount lines = default, branches = default, methods = default;
        int? complexity = null;
        foreach (var file in CoverageUnion.OnceEach(files))
        {
            var counts = file.Counts;
            count += counts.Files;
            lines += counts.Lines;
            branches += counts.Branches;
            methods += counts.Methods;
            if (counts.MaxComplexity > (complexity ?? -1))
                complexity = counts.MaxComplexity;
        }
        return new CoverageCounts(count, lines, branches, methods, complexity);
    }
}
