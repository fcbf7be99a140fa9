using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>https://docs.gitlab.com/ci/variables/predefined_variables/</remarks>
internal static class GitLab
{
    public static CiFacts Read(CiVariables variables)
    {
        var headBranch = variables["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"];
        var baseBranch = variables["CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"];
        var source = variables["CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY"];
        var target = variables["CI_MERGE_REQUEST_PROJECT_PATH", "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY"];
        return new CiFacts(new CiBuild("gitlab")
        {
            BuildId = variables["CI_PIPELINE_ID"],
            JobId = variables["CI_JOB_ID"],
            BuildUrl = variables["CI_PIPELINE_URL", "CI_JOB_URL"],
            PullRequest = variables["CI_MERGE_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_IID"],
            BaseBranch = baseBranch,
        })
        {
            CheckoutCommit = variables.Commit("CI_COMMIT_SHA"),
            // Set in a pipeline for merged results only; any other builds the newest commit of the request itself.
            HeadCommit = variables.Commit("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA"),
            Branch = headBranch is null
                ? variables["CI_COMMIT_BRANCH"]
                : CiVariables.HeadBranch(headBranch, baseBranch, source, target),
        };
    }
}
