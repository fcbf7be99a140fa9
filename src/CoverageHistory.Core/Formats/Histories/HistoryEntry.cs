using CoverageHistory.Model;

namespace CoverageHistory.Formats.Histories;

/// <summary>One run as the history of another tool tells it: how much, but not where.</summary>
internal sealed record HistoryEntry
{
    public required DateTimeOffset At { get; init; }

    /// <summary>As the history names it and as far as it knows it; null when it names none.</summary>
    public Commit? Commit { get; init; }

    /// <summary>A label, a version or a build; null when the history has none.</summary>
    public string? Tag { get; init; }

    /// <summary>The part of the history it stands in; null when there are no parts.</summary>
    public string? Suite { get; init; }

    public CoverageCounts? Totals { get; init; }

    /// <summary>Each (name, unit) once.</summary>
    public IReadOnlyList<MetricValue> Values { get; init; } = [];
}
