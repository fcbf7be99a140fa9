using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Reporting;

/// <summary>Everything a report shows, computed. Rates are 0 to 1; renderers only format.</summary>
internal sealed record ReportView
{
    public required string Title { get; init; }

    /// <summary>Product and version.</summary>
    public required string Generator { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The run reported on against the run before.</summary>
    public required RunDelta Delta { get; init; }

    /// <summary>In the order of the configuration.</summary>
    public IReadOnlyList<ComponentChange> Components { get; init; } = [];

    /// <summary>Changed ones, what changed most first.</summary>
    public required IReadOnlyList<ModuleChange> ChangedModules { get; init; }

    /// <summary>Changed ones, what changed most first.</summary>
    public required IReadOnlyList<FileChange> ChangedFiles { get; init; }

    /// <summary>Complex methods with little coverage, the highest CRAP score first; only scores above 30, the authors' threshold.</summary>
    public required IReadOnlyList<MethodChange> Hotspots { get; init; }

    /// <summary>In the order of the history.</summary>
    public required IReadOnlyList<RunSummary> Trend { get; init; }

    /// <summary>Sessions of the run reported on.</summary>
    public required IReadOnlyList<SessionSummary> Sessions { get; init; }

    /// <summary>Merged coverage of the run reported on, one entry per (module, path), ordered by module, then path; empty when it holds no lines.</summary>
    public required IReadOnlyList<FileCoverage> Coverage { get; init; }

    public RunSummary Head => Delta.Head;

    public RunSummary? Base => Delta.Base;
}
