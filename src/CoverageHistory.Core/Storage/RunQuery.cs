namespace CoverageHistory.Storage;

/// <summary>Which runs; parts that are null do not restrict.</summary>
public sealed record RunQuery
{
    /// <summary>Every run.</summary>
    public static RunQuery All { get; } = new();

    /// <summary>Runs that were recorded for it, wherever they stand in its history.</summary>
    public string? Branch { get; init; }

    /// <summary>Full object name or an unambiguous prefix of at least 4 digits.</summary>
    public string? Commit { get; init; }

    /// <summary>Inclusive, compared with <c>RecordedAt</c>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Exclusive, compared with <c>RecordedAt</c>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The newest so many of what matches otherwise; at least 1.</summary>
    public int? Newest { get; init; }

    /// <summary>
    /// What orders and plots runs is enough: without key, hash, number of sessions (1), what CI says but for the base branch, and the
    /// subject of the commit and when it was authored. In a long history these take longer to read than all the rest.
    /// </summary>
    internal bool IsOutline { get; init; }
}
