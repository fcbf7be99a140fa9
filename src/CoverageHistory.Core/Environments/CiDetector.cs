using CoverageHistory.Environments.Providers;
using CoverageHistory.Model;

namespace CoverageHistory.Environments;

/// <summary>Recognizes the CI system by its environment variables. Reads no variable that could hold a secret.</summary>
internal static class CiDetector
{
    /// <summary>The variable that each sets and no other, and what it means by the rest.</summary>
    private static readonly (string Mark, Func<CiVariables, CiFacts> Read)[] Providers =
    [
        ("GITHUB_ACTIONS", GitHubActions.Read),
        ("TF_BUILD", AzurePipelines.Read),
        ("GITLAB_CI", GitLab.Read),
        ("APPVEYOR", AppVeyor.Read),
        ("CIRCLECI", CircleCi.Read),
        ("BITBUCKET_BUILD_NUMBER", BitbucketPipelines.Read),
        ("TRAVIS", TravisCi.Read),
        ("TEAMCITY_VERSION", TeamCity.Read),
        // Last: an agent of another system may be started by Jenkins and inherit its variables.
        ("JENKINS_URL", Jenkins.Read),
    ];

    /// <summary>Null outside CI.</summary>
    public static CiFacts? Detect(IReadOnlyDictionary<string, string> variables)
    {
        var values = new CiVariables(variables);
        foreach (var (mark, read) in Providers)
        {
            if (values.IsSet(mark))
                return read(values);
        }
        return values.IsSet("CI") ? new CiFacts(new CiBuild("ci")) : null;
    }
}
