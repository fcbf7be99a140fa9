namespace CoverageHistory;

/// <summary>What to take over from before this history began.</summary>
internal sealed record ImportRequest
{
    /// <summary>Absolute; the repository is looked for from here upwards.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Absolute: histories of other tools, dated reports, and folders of either.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Database file; null: environment, configuration, then the default under the repository root.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>The branch of all runs; null: the configured default branch, else the one that is checked out.</summary>
    public string? Branch { get; init; }

    /// <summary>Labels for all runs.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Bounds everything; null: as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Is told how many runs are done, of how many.</summary>
    public Action<int, int>? Progress { get; init; }
}
