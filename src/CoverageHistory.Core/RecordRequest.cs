namespace CoverageHistory;

/// <summary>What to record, and what the caller knows better than git and the environment. Null parts are found out.</summary>
public sealed record RecordRequest
{
    /// <summary>Absolute; the repository is looked for from here upwards.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>What is recorded; at least one.</summary>
    public required IReadOnlyList<SessionInput> Sessions { get; init; }

    /// <summary>Database file; null: environment, configuration, then the default under the repository root.</summary>
    public string? DatabasePath { get; init; }

    /// <summary>Joins the sessions of several calls into one run; null: a run of its own, known by its content.</summary>
    public string? RunKey { get; init; }

    /// <summary>An object name, a branch or a tag; git, or CI, knows what is checked out.</summary>
    public string? Commit { get; init; }

    /// <summary>Full object names of the commit's parents, the first one first.</summary>
    public IReadOnlyList<string>? Parents { get; init; }

    /// <summary>The branch the run is of.</summary>
    public string? Branch { get; init; }

    /// <summary>The branch that the pull request goes into.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>Number of the pull or merge request.</summary>
    public string? PullRequest { get; init; }

    /// <summary>The CI system's name of the build.</summary>
    public string? Build { get; init; }

    /// <summary>When the run was made; null: now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Labels of the run.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// Files of benchmark results that lie about: each becomes a session of its own, unless the history has what it says already, or it is
    /// older than what is checked out. One that cannot be read is a warning.
    /// </summary>
    internal IReadOnlyList<string> BenchmarkResults { get; init; } = [];

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
