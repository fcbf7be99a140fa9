namespace CoverageHistory;

/// <summary>What <c>check</c> is to judge, and by what. Limits that are null are not judged by.</summary>
internal sealed record GateQuery
{
    /// <summary>The run to judge; null: the last one of <see cref="Trend"/>.</summary>
    public Guid? Run { get; init; }

    /// <summary>The run to compare with; null: the run before.</summary>
    public Guid? Base { get; init; }

    /// <summary>Which runs the last one is looked for among.</summary>
    public TrendQuery Trend { get; init; } = new();

    /// <summary>0 to 1.</summary>
    public double? MinCoverage { get; init; }

    /// <summary>0 to 1.</summary>
    public double? MaxDrop { get; init; }

    public bool IgnoreUnstableLines { get; init; }
}
