using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Statistics;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>A metric over runs, and the runs behind its points.</summary>
/// <param name="Series">The values.</param>
/// <param name="Runs">As many as the series has points, in its order.</param>
public sealed record Trend(MetricSeries Series, IReadOnlyList<TrendRun> Runs)
{
    /// <summary>The branch whose line it is; null for that of a detached head, and for all runs.</summary>
    public string? Branch { get; init; }

    /// <summary>How many runs that match otherwise are not on the line: of other branches, or superseded.</summary>
    public int OffLine { get; init; }

    /// <summary>To know the commits between two runs; null: nobody does.</summary>
    internal Ancestry? Ancestry { get; init; }

    /// <summary>Where the level changes, oldest first.</summary>
    /// <param name="sensitivity">−log10 of the p-value that a change needs.</param>
    public IReadOnlyList<LevelChange> FindChanges(double sensitivity = Sensitivity.Show) => TrendChanges.Find(Series, Ancestry, sensitivity);

    /// <summary>Those in the last 1,000 points, which are found while somebody waits for a plot.</summary>
    internal IReadOnlyList<LevelChange> FindRecentChanges() => TrendChanges.Find(Series, Ancestry, Sensitivity.Show, newest: 1_000);

    /// <summary>What would have alerted, point by point, had the gate watched all along: changes for the worse only, where the metric has a better way.</summary>
    /// <inheritdoc cref="FindChanges"/>
    internal IReadOnlyList<Alert> Replay(double sensitivity = Sensitivity.Alert) => TrendChanges.Replay(Series, sensitivity);
}

/// <summary>One run of a trend.</summary>
/// <param name="Summary">The run and its totals.</param>
/// <param name="Coverage">Of the trend's scope; null when the run has none there.</param>
/// <param name="Before">The run it is compared with, whether or not that one is on the trend; null when there is none.</param>
/// <param name="CoverageBefore">The scope's coverage in <paramref name="Before"/>.</param>
public sealed record TrendRun(RunSummary Summary, CoverageCounts? Coverage, RunSummary? Before, CoverageCounts? CoverageBefore)
{
    /// <summary>There may be a run before, and the commits that lead to it are not known here.</summary>
    public bool IsBaselineUnknown { get; init; }

    /// <summary>On the line of the trend's branch, or perhaps so.</summary>
    public RunStanding Standing { get; init; }

    /// <summary>Values of metrics that do not follow from coverage and tests.</summary>
    internal StoredValues Stored { get; init; } = StoredValues.None;

    /// <summary>In the metric's unit; null when the run has none.</summary>
    public double? ValueOf(Metric metric) => Of(metric, Summary, Coverage);

    /// <inheritdoc cref="ValueOf"/>
    public double? ValueBefore(Metric metric) => Before is null ? null : Of(metric, Before, CoverageBefore);

    private double? Of(Metric metric, RunSummary run, CoverageCounts? coverage) =>
        BuiltInMetric.Find(metric.Name)?.Of(coverage, run.Tests) ?? Stored.Of(metric.Name, run.Run.Id);
}
