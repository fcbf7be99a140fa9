namespace CoverageHistory.Model;

/// <summary>Coverage of one source file as compiled into one module.</summary>
public sealed class FileCoverage
{
    private CoverageCounts? _counts;

    /// <summary>The path as the report writes it until <c>SourcePathMapper</c> has mapped it; repo-relative from then on.</summary>
    public required RepoPath Path { get; init; }

    /// <summary>Assembly (Cobertura "package"); empty where the format has none.</summary>
    public required string Module { get; init; }

    /// <summary>What the source file held when the tests ran.</summary>
    internal ContentId Content { get; init; }

    /// <summary>Coverable lines, ascending by number, each number once.</summary>
    public required LineCoverage[] Lines { get; init; }

    /// <summary>
    /// Outcomes with an identity, ascending by (line, key), distinct. Empty where the format only counts; else, for each line with
    /// outcomes, the line's branch counts are the counts of its outcomes, or higher where another report only counted.
    /// </summary>
    internal BranchOutcome[] Outcomes { get; init; } = [];

    /// <summary>Classes with a method or a line in this file, in report order, each name once.</summary>
    public IReadOnlyList<ClassCoverage> Classes { get; init; } = [];

    /// <summary>Totals of this file, computed once.</summary>
    public CoverageCounts Counts => _counts ??= Count();

    /// <summary>The same coverage at another path.</summary>
    internal FileCoverage At(RepoPath path) => path == Path ? this : Copy(Module, path, Content);

    /// <summary>The same coverage of a file that held this.</summary>
    internal FileCoverage Holding(ContentId content) => content == Content ? this : Copy(Module, Path, content);

    internal FileCoverage Copy(string module, RepoPath path, ContentId content) => new()
    {
        Path = path,
        Module = module,
        Content = content,
        Lines = Lines,
        Outcomes = Outcomes,
        Classes = Classes,
        _counts = _counts,
    };

    /// <summary>The method's lines, ascending.</summary>
    internal IEnumerable<LineCoverage> LinesOf(MethodCoverage method)
    {
        var at = method.Lines.Length == 0 ? 0 : FindFrom(method.Lines[0]);
        foreach (var number in method.Lines)
        {
            while (at < Lines.Length && Lines[at].Number < number)
                at++;
            if (at < Lines.Length && Lines[at].Number == number)
                yield return Lines[at];
        }
    }

    /// <summary>Covered and coverable lines among <paramref name="numbers"/>, which are ascending.</summary>
    internal CoveredCount CountLines(ReadOnlySpan<int> numbers)
    {
        var covered = 0;
        var total = 0;
        var at = numbers.IsEmpty ? 0 : FindFrom(numbers[0]);
        foreach (var number in numbers)
        {
            while (at < Lines.Length && Lines[at].Number < number)
                at++;
            if (at == Lines.Length)
                break;
            if (Lines[at].Number != number)
                continue;
            total++;
            if (Lines[at].IsCovered)
                covered++;
        }
        return new CoveredCount(covered, total);
    }

    /// <summary>Index of the first line with this number or a higher one.</summary>
    private int FindFrom(int number)
    {
        int low = 0, high = Lines.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Lines[middle].Number < number)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private CoverageCounts Count()
    {
        long covered = 0, branchesCovered = 0, branchesTotal = 0, methods = 0, methodsCovered = 0;
        int? complexity = null;
        foreach (ref readonly var line in Lines.AsSpan())
        {
            if (line.IsCovered)
                covered++;
            branchesCovered += line.BranchesCovered;
            branchesTotal += line.BranchesTotal;
        }
        foreach (var type in Classes)
        {
            foreach (var method in type.Methods)
            {
                if (method.Complexity > (complexity ?? -1))
                    complexity = method.Complexity;
                var lines = CountLines(method.Lines);
                if (lines.Total == 0)
                    continue;
                methods++;
                if (lines.Covered > 0)
                    methodsCovered++;
            }
        }
        return new CoverageCounts(Lines.Length > 0 ? 1 : 0, new(covered, Lines.Length),
            new(branchesCovered, branchesTotal), new(methodsCovered, methods), complexity);
    }
}
