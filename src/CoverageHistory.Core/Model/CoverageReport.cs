namespace CoverageHistory.Model;

/// <summary>What one report file says, free of its format's duplicates.</summary>
public sealed class CoverageReport
{
    /// <summary>Format name of the contract in <c>docs/formats.md</c>, such as <c>cobertura</c>.</summary>
    public required string Format { get; init; }

    /// <summary>One entry per (module, path), ordered by module, then path, ordinally.</summary>
    public required IReadOnlyList<FileCoverage> Files { get; init; }

    /// <summary>Base folders the report names (Cobertura <c>source</c>), in report order; file paths may be relative to any of them.</summary>
    public IReadOnlyList<string> SourceRoots { get; init; } = [];

    /// <summary>When the producer says it wrote the report; null where it does not.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>Line and branch totals the report states of itself; null where it states none. Compared, never stored.</summary>
    internal StatedTotals? Stated { get; init; }

    /// <summary>
    /// Totals of everything the report lists where producers list, a line as often as it is listed; null where nothing is stated to compare
    /// them with.
    /// </summary>
    internal StatedTotals? Listed { get; init; }

    /// <summary>Distinct source files that the configuration left out of <see cref="Files"/>.</summary>
    public int ExcludedFiles { get; init; }

    /// <summary>What was strange in the report and no reason to refuse it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
