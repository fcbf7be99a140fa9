namespace CoverageHistory.Model;

/// <summary>What the CI system's environment says of the build.</summary>
/// <param name="Provider">Such as <c>github-actions</c> or <c>azure-pipelines</c>.</param>
public sealed record CiBuild(string Provider)
{
    public string? BuildId { get; init; }

    public string? JobId { get; init; }

    public string? BuildUrl { get; init; }

    /// <summary>Number of the pull or merge request; null outside one.</summary>
    public string? PullRequest { get; init; }

    /// <summary>The branch the pull request goes into; null outside one.</summary>
    public string? BaseBranch { get; init; }
}
