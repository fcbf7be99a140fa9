using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>https://docs.travis-ci.com/user/environment-variables/</remarks>
internal static class TravisCi
{
    public static CiFacts Read(CiVariables variables)
    {
        var pullRequest = variables["TRAVIS_PULL_REQUEST"] is var number and not "false" ? number : null;
        var headBranch = variables["TRAVIS_PULL_REQUEST_BRANCH"];
        var headRepository = variables["TRAVIS_PULL_REQUEST_SLUG"];
        // For a pull request this is the branch it goes into, for a tag the tag.
        var branch = variables["TRAVIS_BRANCH"];
        return new CiFacts(new CiBuild("travis")
        {
            BuildId = variables["TRAVIS_BUILD_ID"],
            JobId = variables["TRAVIS_JOB_ID"],
            BuildUrl = variables["TRAVIS_BUILD_WEB_URL"],
            PullRequest = pullRequest,
            BaseBranch = pullRequest is null ? null : branch,
        })
        {
            CheckoutCommit = variables.Commit("TRAVIS_COMMIT"),
            HeadCommit = variables.Commit("TRAVIS_PULL_REQUEST_SHA"),
            Branch = pullRequest is null
                ? variables["TRAVIS_TAG"] is null ? branch : null
                : CiVariables.HeadBranch(headBranch, branch, headRepository, variables["TRAVIS_REPO_SLUG"]),
        };
    }
}
