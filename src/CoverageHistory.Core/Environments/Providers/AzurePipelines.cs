using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>https://learn.microsoft.com/azure/devops/pipelines/build/variables</remarks>
internal static class AzurePipelines
{
    public static CiFacts Read(CiVariables variables)
    {
        // Of a pull request on GitHub the id is GitHub's inner one; the number is what people know.
        var pullRequest = variables["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"];
        var headBranch = CiVariables.ToBranch(variables["SYSTEM_PULLREQUEST_SOURCEBRANCH"]);
        var baseBranch = CiVariables.ToBranch(variables["SYSTEM_PULLREQUEST_TARGETBRANCH"]);
        var headRepository = variables.IsTrue("SYSTEM_PULLREQUEST_ISFORK") ? ForkOf(variables) : null;
        return new CiFacts(new CiBuild("azure-pipelines")
        {
            BuildId = variables["BUILD_BUILDID"],
            JobId = variables["SYSTEM_JOBID"],
            BuildUrl = BuildUrl(variables),
            PullRequest = pullRequest,
            BaseBranch = baseBranch,
        })
        {
            CheckoutCommit = variables.Commit("BUILD_SOURCEVERSION"),
            HeadCommit = variables.Commit("SYSTEM_PULLREQUEST_SOURCECOMMITID"),
            Branch = headBranch is null
                ? CiVariables.ToBranch(variables["BUILD_SOURCEBRANCH"])
                : CiVariables.HeadBranch(headBranch, baseBranch, headRepository, baseRepository: ""),
        };
    }

    private static string? BuildUrl(CiVariables variables)
    {
        var (collection, project, id) =
            (variables["SYSTEM_COLLECTIONURI", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"], variables["SYSTEM_TEAMPROJECT"], variables["BUILD_BUILDID"]);
        return collection is null || project is null || id is null
            ? null
            : $"{collection.TrimEnd('/')}/{Uri.EscapeDataString(project)}/_build/results?buildId={id}";
    }

    private static string ForkOf(CiVariables variables) =>
        Uri.TryCreate(variables["SYSTEM_PULLREQUEST_SOURCEREPOSITORYURI"], UriKind.Absolute, out var uri) && uri.AbsolutePath.Length > 1
            ? uri.AbsolutePath.TrimStart('/')
            : "fork";
}
