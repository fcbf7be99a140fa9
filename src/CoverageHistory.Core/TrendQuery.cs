using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>Which series over which runs; parts that are null do not restrict.</summary>
public sealed record TrendQuery
{
    public BuiltInMetric Metric { get; init; } = BuiltInMetric.LineRate;

    public string? Branch { get; init; }

    /// <summary>Inclusive, compared with <see cref="Run.RecordedAt"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Exclusive, compared with <see cref="Run.RecordedAt"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The last so many runs in the order of the history; at least 1.</summary>
    public int? Newest { get; init; }

    public CoverageScope Scope { get; init; } = CoverageScope.Project;
}
