using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Collects what a report says of one file of one module.</summary>
/// <param name="spare">Room for lines that another file no longer needs.</param>
internal sealed class FileBuilder(string module, string path, LineCoverage[] spare)
{
    private const int MostListed = 8;

    private readonly OrderedUnion<LineCoverage, LineRule> _lines = new(spare);
    private readonly List<ClassBuilder> _classes = [];
    private Dictionary<string, ClassBuilder>? _classesByName;
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
        if (Find(name) is { } known)
            return known;
        var type = new ClassBuilder(name);
        _classes.Add(type);
        _classesByName?.Add(name, type);
        return type;
    }

    /// <summary>Nearly all files have a class or two, which need no dictionary.</summary>
    private ClassBuilder? Find(string name)
    {
        if (_classes.Count > MostListed)
        {
            _classesByName ??= _classes.ToDictionary(type => type.Name, StringComparer.Ordinal);
            return _classesByName.GetValueOrDefault(name);
        }
        foreach (var type in _classes)
        {
            if (type.Name == name)
                return type;
        }
        return null;
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
        var classes = new ClassCoverage[_classes.Count];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = _classes[i].Build();
        return new FileCoverage
        {
            Path = new RepoPath(Path),
            Module = Module,
            Lines = lines,
            Outcomes = outcomes,
            Classes = classes,
        };
    }
}
