using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>What a report is about.</summary>
internal sealed record ReportQuery
{
    /// <summary>The run reported on; null: the last one of the trend.</summary>
    public Guid? Run { get; init; }

    /// <summary>The run it is compared with; null: the run before.</summary>
    public Guid? Base { get; init; }

    /// <summary>Which runs the trend shows. Metric and scope are not used.</summary>
    public TrendQuery Trend { get; init; } = new();

    /// <summary>Heading; null: the name of the run's remote repository, else <see cref="FolderName"/>, else <c>Coverage</c>.</summary>
    public string? Title { get; init; }

    /// <summary>Parts of the project to count by themselves.</summary>
    public IReadOnlyList<Component> Components { get; init; } = [];

    /// <summary>Of the repository's folder.</summary>
    public string? FolderName { get; init; }
}
