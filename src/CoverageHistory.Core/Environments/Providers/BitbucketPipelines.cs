using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>
/// https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/. For a pull request the agent merges the destination into
/// the checkout itself, so that the commit named here is the pull request's own. A fork's pull request is built in the fork.
/// </remarks>
internal static class BitbucketPipelines
{
    public static CiFacts Read(CiVariables variables)
    {
        var number = variables["BITBUCKET_BUILD_NUMBER"];
        var (workspace, repository) = (variables["BITBUCKET_WORKSPACE", "BITBUCKET_REPO_OWNER"], variables["BITBUCKET_REPO_SLUG"]);
        return new CiFacts(new CiBuild("bitbucket-pipelines")
        {
            BuildId = number,
            JobId = variables["BITBUCKET_STEP_UUID"],
            BuildUrl = workspace is null || repository is null
                ? null
                : $"https://bitbucket.org/{workspace}/{repository}/pipelines/results/{number}",
            PullRequest = variables["BITBUCKET_PR_ID"],
            BaseBranch = variables["BITBUCKET_PR_DESTINATION_BRANCH"],
        })
        {
            CheckoutCommit = variables.Commit("BITBUCKET_COMMIT"),
            Branch = variables["BITBUCKET_BRANCH"],
        };
    }
}
