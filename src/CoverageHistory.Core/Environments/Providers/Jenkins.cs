using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>
/// https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables; pull requests by the variables of the branch API
/// (CHANGE_*), of the GitHub pull request builder (ghprb*) or of the GitLab plug-in (gitlab*).
/// </remarks>
internal static class Jenkins
{
    public static CiFacts Read(CiVariables variables)
    {
        var pullRequest = variables["CHANGE_ID", "ghprbPullId", "gitlabMergeRequestIid"];
        var headBranch = variables["CHANGE_BRANCH", "ghprbSourceBranch", "gitlabSourceBranch"];
        var baseBranch = pullRequest is null ? null : variables["CHANGE_TARGET", "ghprbTargetBranch", "gitlabTargetBranch"];
        return new CiFacts(new CiBuild("jenkins")
        {
            // The number counts within one job only; the tag holds the job's name too.
            BuildId = variables["BUILD_TAG", "BUILD_NUMBER"],
            JobId = variables["JOB_NAME"],
            BuildUrl = variables["BUILD_URL"],
            PullRequest = pullRequest,
            BaseBranch = baseBranch,
        })
        {
            CheckoutCommit = variables.Commit("GIT_COMMIT"),
            HeadCommit = pullRequest is null ? null : variables.Commit("ghprbActualCommit", "gitlabMergeRequestLastCommit"),
            Branch = pullRequest is null
                ? Local(variables["GIT_LOCAL_BRANCH", "BRANCH_NAME", "GIT_BRANCH"])
                : CiVariables.HeadBranch(headBranch, baseBranch, variables["CHANGE_FORK"], baseRepository: ""),
        };
    }

    /// <summary>The plug-in puts the remote before the branch; a detached head is called HEAD or detached.</summary>
    private static string? Local(string? branch)
    {
        const string remote = "origin/";
        var name = CiVariables.ToBranch(branch);
        if (name is not null && name.StartsWith(remote, StringComparison.Ordinal))
            name = name[remote.Length..];
        return name is "HEAD" or "detached" ? null : name;
    }
}
