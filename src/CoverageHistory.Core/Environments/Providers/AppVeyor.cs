using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>https://www.appveyor.com/docs/environment-variables/</remarks>
internal static class AppVeyor
{
    public static CiFacts Read(CiVariables variables)
    {
        var pullRequest = variables["APPVEYOR_PULL_REQUEST_NUMBER"];
        var headBranch = variables["APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH"];
        var headRepository = variables["APPVEYOR_PULL_REQUEST_HEAD_REPO_NAME"];
        // For a pull request this is the branch it goes into.
        var branch = variables["APPVEYOR_REPO_BRANCH"];
        return new CiFacts(new CiBuild("appveyor")
        {
            BuildId = variables["APPVEYOR_BUILD_ID"],
            JobId = variables["APPVEYOR_JOB_ID"],
            BuildUrl = BuildUrl(variables),
            PullRequest = pullRequest,
            BaseBranch = pullRequest is null ? null : branch,
        })
        {
            CheckoutCommit = variables.Commit("APPVEYOR_REPO_COMMIT"),
            HeadCommit = variables.Commit("APPVEYOR_PULL_REQUEST_HEAD_COMMIT"),
            Branch = pullRequest is null
                ? variables.IsTrue("APPVEYOR_REPO_TAG") ? null : branch
                : CiVariables.HeadBranch(headBranch, branch, headRepository, variables["APPVEYOR_REPO_NAME"]),
        };
    }

    private static string? BuildUrl(CiVariables variables)
    {
        var (server, account) = (variables["APPVEYOR_URL"], variables["APPVEYOR_ACCOUNT_NAME"]);
        var (project, id) = (variables["APPVEYOR_PROJECT_SLUG"], variables["APPVEYOR_BUILD_ID"]);
        return server is null || account is null || project is null || id is null
            ? null
            : $"{server.TrimEnd('/')}/project/{account}/{project}/builds/{id}";
    }
}
