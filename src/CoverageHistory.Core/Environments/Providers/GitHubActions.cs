using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>https://docs.github.com/en/actions/reference/workflows-and-actions/variables</remarks>
internal static class GitHubActions
{
    public static CiFacts Read(CiVariables variables)
    {
        var pullRequest = GitHubEvent.ReadPullRequest(variables["GITHUB_EVENT_PATH"]);
        var headBranch = pullRequest?.HeadBranch ?? variables["GITHUB_HEAD_REF"];
        var baseBranch = pullRequest?.BaseBranch ?? variables["GITHUB_BASE_REF"];
        // This event builds the base branch unless the workflow checks out something else: the checkout says nothing of the pull request.
        var isOfBase = variables["GITHUB_EVENT_NAME"] == "pull_request_target";
        return new CiFacts(new CiBuild("github-actions")
        {
            BuildId = BuildId(variables),
            JobId = variables["GITHUB_JOB"],
            BuildUrl = BuildUrl(variables),
            PullRequest = pullRequest?.Number ?? NumberOf(variables["GITHUB_REF"]),
            BaseBranch = baseBranch,
        })
        {
            CheckoutCommit = isOfBase ? null : variables.Commit("GITHUB_SHA"),
            HeadCommit = CiVariables.ToCommit(pullRequest?.HeadCommit),
            Branch = headBranch is null
                ? CiVariables.ToBranch(variables["GITHUB_REF"])
                : CiVariables.HeadBranch(headBranch, baseBranch, pullRequest?.HeadRepository, pullRequest?.BaseRepository),
        };
    }

    /// <summary>A run that is started again keeps its id, but is another execution.</summary>
    private static string? BuildId(CiVariables variables)
    {
        var id = variables["GITHUB_RUN_ID"];
        var attempt = variables["GITHUB_RUN_ATTEMPT"];
        return id is null || attempt is null or "1" ? id : $"{id}-{attempt}";
    }

    private static string? BuildUrl(CiVariables variables)
    {
        var (server, repository, id) = (variables["GITHUB_SERVER_URL"], variables["GITHUB_REPOSITORY"], variables["GITHUB_RUN_ID"]);
        if (server is null || repository is null || id is null)
            return null;
        var attempt = variables["GITHUB_RUN_ATTEMPT"];
        return $"{server}/{repository}/actions/runs/{id}" + (attempt is null or "1" ? "" : $"/attempts/{attempt}");
    }

    /// <summary>Of <c>refs/pull/12/merge</c>.</summary>
    private static string? NumberOf(string? reference) =>
        reference?.Split('/') is ["refs", "pull", var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? number
            : null;
}
