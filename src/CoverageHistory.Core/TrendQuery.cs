using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>Which series over which runs; parts that are null do not restrict.</summary>
public sealed record TrendQuery
{
    /// <summary>Line coverage unless set.</summary>
    public Metric Metric { get; init; } = BuiltInMetric.LineRate.Metric;

    /// <summary>Runs on the line of this branch: by first parents from its tip, so with those from before it was branched off.</summary>
    public string? Branch { get; init; }

    /// <summary>
    /// Nobody asked for the branch: where none of its runs is here, all match. <see cref="Branch"/> may be null for a detached head, whose
    /// line is that of <see cref="TrendAnalyzer.FirstParents"/>.
    /// </summary>
    internal bool PrefersLine { get; init; }

    /// <summary>Inclusive, compared with <see cref="Run.RecordedAt"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Exclusive, compared with <see cref="Run.RecordedAt"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The last so many runs in the order of the history; at least 1.</summary>
    public int? Newest { get; init; }

    /// <summary>
    /// Leaves out runs that the metric has nothing to do with: for an imported one those without a value, for a built-in one those that
    /// hold neither coverage nor tests. For the whole project only.
    /// </summary>
    public bool LeavesOutOthers { get; init; }

    /// <summary>Of a benchmark, by run, instead of what runs say of the metric.</summary>
    internal IReadOnlyDictionary<Guid, double>? BenchmarkValues { get; init; }

    /// <inheritdoc cref="Storage.RunQuery.IsOutline"/>
    internal bool IsOutline { get; init; }

    /// <summary>Of which part of the project; of all of it unless set.</summary>
    public CoverageScope Scope { get; init; } = CoverageScope.Project;
}
