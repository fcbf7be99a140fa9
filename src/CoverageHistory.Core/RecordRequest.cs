namespace CoverageHistory;

/// <summary>What to record, and what the caller knows better than git and the environment. Null parts are found out.</summary>
public sealed record RecordRequest
{
    /// <summary>Absolute; the repository is looked for from here upwards.</summary>
    public required string WorkingDirectory { get; init; }

    public required IReadOnlyList<SessionInput> Sessions { get; init; }

    /// <summary>Database file; null: environment, configuration, then the default under the repository root.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>Joins the sessions of several calls into one run; null: a run of its own, known by its content.</summary>
    public string? RunKey { get; init; }

    public string? Commit { get; init; }

    public IReadOnlyList<string>? Parents { get; init; }

    public string? Branch { get; init; }

    public string? BaseBranch { get; init; }

    public string? PullRequest { get; init; }

    public string? Build { get; init; }

    public DateTimeOffset? At { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Find out where the totals a report states differ from those of its lines.</summary>
    internal bool Explain { get; init; }

    /// <summary>
    /// Told of a session with a file that is no sound report or cannot be read, and why; it is left out then, as long as another is left.
    /// Null: such a file ends the recording.
    /// </summary>
    internal Action<SessionInput, Exception>? Unreadable { get; init; }

    /// <summary>Bounds everything, waiting for the store's lock included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
