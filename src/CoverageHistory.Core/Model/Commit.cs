namespace CoverageHistory.Model;

/// <summary>The commit a run was made at, with what git knew of it there.</summary>
/// <param name="Sha">Full hexadecimal object name, lower case (40 or 64 digits), or as given with <c>--commit</c> where git does not know it.</param>
public sealed record Commit(string Sha)
{
    /// <summary>First parent first; empty for a root commit and where unknown (shallow clone).</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>UTC; null where unknown.</summary>
    public DateTimeOffset? AuthoredAt { get; init; }

    /// <summary>UTC; null where unknown.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>First line of the message; null where unknown.</summary>
    public string? Subject { get; init; }

    /// <summary>Git tags that point at the commit, ascending.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
