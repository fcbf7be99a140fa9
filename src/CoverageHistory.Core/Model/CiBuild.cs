namespace CoverageHistory.Model;

/// <summary>What the CI system's environment says of the build.</summary>
/// <param name="Provider">Such as <c>github-actions</c> or <c>azure-pipelines</c>.</param>
public sealed record CiBuild(string Provider)
{
    /// <summary>As the provider counts builds, with the attempt where it is not the first.</summary>
    public string? BuildId { get; init; }

    /// <summary>The job within the build.</summary>
    public string? JobId { get; init; }

    /// <summary>The page of the build.</summary>
    public string? BuildUrl { get; init; }

    /// <summary>Number of the pull or merge request; null outside one.</summary>
    public string? PullRequest { get; init; }

    /// <summary>The branch the pull request goes into; null outside one.</summary>
    public string? BaseBranch { get; init; }
}
