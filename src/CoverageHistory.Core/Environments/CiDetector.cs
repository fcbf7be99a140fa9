using CoverageHistory.Environments.Providers;
using CoverageHistory.Model;

namespace CoverageHistory.Environments;

/// <summary>Recognizes the CI system by its environment variables. Reads no variable that could hold a secret.</summary>
public static class CiDetector
{
    /// <summary>Each answers null when it is not the one.</summary>
    private static readonly Func<CiVariables, CiFacts?>[] Providers =
    [
        GitHubActions.Detect, AzurePipelines.Detect, GitLab.Detect, AppVeyor.Detect, CircleCi.Detect, BitbucketPipelines.Detect,
        TravisCi.Detect, TeamCity.Detect,
        // Last: an agent of another system may be started by Jenkins and inherit its variables.
        Jenkins.Detect,
    ];

    /// <summary>Null outside CI.</summary>
    public static CiFacts? Detect(IReadOnlyDictionary<string, string> variables)
    {
        var values = new CiVariables(variables);
        foreach (var detect in Providers)
        {
            if (detect(values) is { } facts)
                return facts;
        }
        return values.IsTrue("CI") ? new CiFacts(new CiBuild("ci")) : null;
    }
}
