using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Collects what a report says of one file of one module.</summary>
/// <param name="spare">Room for lines that another file no longer needs.</param>
internal sealed class FileBuilder(string module, string path, LineCoverage[] spare)
{
    private readonly OrderedUnion<LineCoverage, LineRule> _lines = new(spare);
    private readonly List<ClassBuilder> _classes = [];
    private readonly Dictionary<string, ClassBuilder> _classesByName = new(StringComparer.Ordinal);
    private OrderedUnion<BranchOutcome, OutcomeRule>? _outcomes;
    private OrderedUnion<Decision, DecisionRule>? _decisions;
    private bool _trimmed;

    public string Module { get; } = module;

    public string Path { get; } = path;

    public void AddLine(int number, uint hits, int branchesCovered = 0, int branchesTotal = 0) =>
        _lines.Add(new LineCoverage(number, hits,
            (ushort)Math.Min(branchesCovered, ushort.MaxValue), (ushort)Math.Min(branchesTotal, ushort.MaxValue)));

    public void AddOutcome(int line, ulong key, uint hits) => (_outcomes ??= new([])).Add(new BranchOutcome(line, key, hits));

    /// <summary>An outcome of a format over IL. A file has outcomes of one kind.</summary>
    public void AddDecision(in Decision decision) => (_decisions ??= new([])).Add(decision);

    public ClassBuilder Class(string name)
    {
        if (!_classesByName.TryGetValue(name, out var type))
        {
            _classesByName.Add(name, type = new ClassBuilder(name));
            _classes.Add(type);
        }
        return type;
    }

    /// <summary>
    /// The report goes on with another file. Nearly all producers finish with a file before the next, so this is the moment to free
    /// what was only kept for growing; doing it once a file bounds what the others cost.
    /// </summary>
    /// <returns>Room for the lines of the next file.</returns>
    public LineCoverage[] Leave()
    {
        if (_trimmed)
            return [];
        _trimmed = true;
        _outcomes?.Trim();
        _decisions?.Trim();
        return _lines.Trim();
    }

    /// <summary>Null when nothing in the file is coverable.</summary>
    public FileCoverage? Build()
    {
        var lines = _lines.ToArray();
        if (lines.Length == 0)
            return null;
        var outcomes = _decisions is null ? _outcomes?.ToArray() ?? [] : DecisionRule.Rank(_decisions.ToArray());
        CoverageUnion.RecountBranches(lines, outcomes);
        return new FileCoverage
        {
            Path = new RepoPath(Path),
            Module = Module,
            Lines = lines,
            Outcomes = outcomes,
            Classes = [.. _classes.Select(type => type.Build())],
        };
    }
}
