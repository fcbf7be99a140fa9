using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>A run with what it holds.</summary>
/// <param name="Coverage">One entry per (module, path); empty when it holds none.</param>
/// <param name="Tests">Null when it holds none.</param>
internal sealed record RunContent(RunSummary Summary, IReadOnlyList<FileCoverage> Coverage, IReadOnlyList<TestResult>? Tests)
{
    /// <summary>Whether it says of coverage how much there is, but not where.</summary>
    public bool LacksLines => Coverage.Count == 0 && Summary.Coverage is { Lines.Total: > 0 };

    public static RunContent Load(IHistoryStore store, RunSummary run, CancellationToken cancellation) => new(
        run,
        run.Coverage is null ? [] : store.LoadCoverage(run.Run.Id, null, cancellation),
        run.Tests is null ? null : store.LoadTests(run.Run.Id, cancellation));
}
