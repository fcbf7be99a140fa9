using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>https://circleci.com/docs/reference/variables/. CircleCI builds the newest commit of a pull request, never a merge.</remarks>
internal static class CircleCi
{
    public static CiFacts Read(CiVariables variables)
    {
        return new CiFacts(new CiBuild("circleci")
        {
            // The jobs of one workflow are one build; each job has a number of its own.
            BuildId = variables["CIRCLE_WORKFLOW_ID", "CIRCLE_BUILD_NUM"],
            JobId = variables["CIRCLE_BUILD_NUM"],
            BuildUrl = variables["CIRCLE_BUILD_URL"],
            PullRequest = variables["CIRCLE_PR_NUMBER"] ?? NumberOf(variables["CIRCLE_PULL_REQUEST"]),
        })
        {
            CheckoutCommit = variables.Commit("CIRCLE_SHA1"),
            // Of a fork's pull request this is "pull/12", which is no name of ours.
            Branch = variables["CIRCLE_BRANCH"],
        };
    }

    /// <summary>Of <c>https://github.com/owner/name/pull/12</c>.</summary>
    private static string? NumberOf(string? url)
    {
        var last = url?.TrimEnd('/').Split('/')[^1];
        return string.IsNullOrEmpty(last) || !last.All(char.IsAsciiDigit) ? null : last;
    }
}
