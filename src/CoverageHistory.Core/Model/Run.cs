namespace CoverageHistory.Model;

/// <summary>In order of gravity: a run has the gravest status of its sessions.</summary>
public enum RunStatus
{
    /// <summary>All tests that ran passed.</summary>
    Passed,

    /// <summary>A test failed.</summary>
    Failed,

    /// <summary>The tests did not end, so what they covered is not all.</summary>
    Aborted,
}

/// <summary>One recorded execution on one commit; a point on the trend.</summary>
public sealed record Run
{
    /// <summary>Time-ordered UUID (version 7).</summary>
    public required Guid Id { get; init; }

    /// <summary>What joins sessions into this run: the <c>dotnet test</c> invocation, <c>--run-key</c>, or a hash of the recorded files.</summary>
    public required string Key { get; init; }

    /// <summary>When it ran, UTC, to the millisecond.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The worst of its sessions.</summary>
    public RunStatus Status { get; init; }

    /// <summary>Null without git and without <c>--commit</c>.</summary>
    public Commit? Commit { get; init; }

    /// <summary>Null on a detached head that CI does not name.</summary>
    public string? Branch { get; init; }

    /// <summary>The work tree had uncommitted changes to tracked files.</summary>
    public bool IsDirty { get; init; }

    /// <summary>URL of the remote, without credentials; null where there is none.</summary>
    public string? Remote { get; init; }

    /// <summary>The build it was made in; null outside CI.</summary>
    public CiBuild? Ci { get; init; }

    /// <summary>Labels given with <c>--tag</c> or <c>runs tag</c>, ascending; git tags are the commit's.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
