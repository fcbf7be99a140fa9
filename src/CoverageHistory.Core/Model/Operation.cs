namespace CoverageHistory.Model;

/// <summary>Something the recorder or the tool did with the history.</summary>
/// <param name="Name">Such as <c>record</c>, <c>import</c>, <c>report</c>, <c>sync</c>.</param>
/// <param name="StartedAt">UTC, to the millisecond.</param>
/// <param name="Duration">To the microsecond.</param>
internal sealed record Operation(string Name, DateTimeOffset StartedAt, TimeSpan Duration, OperationOutcome Outcome)
{
    /// <summary>A code of <see cref="DiagnosticCode"/>; null where it did not fail, or the failure has none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Without credentials, at most 500 characters; null where it did not fail.</summary>
    public string? Error { get; init; }

    /// <summary>Of the product; empty where it is not known.</summary>
    public string Version { get; init; } = typeof(Operation).Assembly.GetName().Version?.ToString(3) ?? "";
}
