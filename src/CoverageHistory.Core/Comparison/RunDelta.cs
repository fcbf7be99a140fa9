using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>What changed between two runs. Unchanged parts are listed too.</summary>
internal sealed record RunDelta
{
    /// <summary>Null: everything is new.</summary>
    public RunSummary? Base { get; init; }

    /// <summary>There may be a run to compare with, and the commits that lead to it are not known here.</summary>
    public bool IsBaseUnknown { get; init; }

    public required RunSummary Head { get; init; }

    /// <summary>Null when neither run holds coverage.</summary>
    public CoverageChange? Project { get; init; }

    /// <summary>
    /// The runs that hold totals without lines, such as imported ones. When there is one, only totals are compared: modules, files and
    /// methods are those of the head run and have no base.
    /// </summary>
    public IReadOnlyList<RunSummary> WithoutLines { get; init; } = [];

    /// <summary>Whether modules and files are compared with those of the base run.</summary>
    public bool ComparesParts => Base is not null && WithoutLines.Count == 0;

    /// <summary>By name, ordinally.</summary>
    public required IReadOnlyList<ModuleChange> Modules { get; init; }

    /// <summary>By path, ordinally; a path in two modules is one file.</summary>
    public required IReadOnlyList<FileChange> Files { get; init; }

    /// <summary>By path, then class, then name and signature, ordinally.</summary>
    public required IReadOnlyList<MethodChange> Methods { get; init; }

    /// <summary>By path, ordinally; only files that are known to be the same in both runs.</summary>
    public IReadOnlyList<IndirectChange> Indirect { get; init; } = [];

    /// <summary>Null when the head run holds no test results.</summary>
    public TestChanges? Tests { get; init; }
}

internal sealed record ModuleChange(string Name, CoverageChange Coverage);

/// <param name="Module">Of the head run, else of the base run; the first one when there are several.</param>
internal sealed record FileChange(RepoPath Path, string Module, CoverageChange Coverage);

/// <param name="Complexity">Of the head run; null when it is gone or no report states one.</param>
internal sealed record MethodChange(RepoPath Path, string Class, string Name, string Signature, int? Complexity, CountChange Lines)
{
    /// <summary>See <see cref="MethodCoverage.CrapScore"/>.</summary>
    public double? CrapScore => new MethodCoverage(Name, Signature, Complexity, []).CrapScore(Lines.Head?.Rate);
}
