using CoverageHistory.Model;

namespace CoverageHistory.Environments.Providers;

/// <remarks>
/// https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html. Few facts are variables; the others stand in a file of
/// configuration parameters, whose name stands in a file of system properties, whose name is a variable.
/// </remarks>
internal static class TeamCity
{
    private static readonly string[] Wanted =
    [
        "teamcity.configuration.properties.file", "teamcity.build.id", "teamcity.serverUrl", "teamcity.build.branch",
        "teamcity.build.branch.is_default", "teamcity.pullRequest.number", "teamcity.pullRequest.source.branch",
        "teamcity.pullRequest.target.branch", "vcsroot.branch",
    ];

    public static CiFacts Read(CiVariables variables)
    {
        var system = JavaProperties.Read(variables["TEAMCITY_BUILD_PROPERTIES_FILE"], Wanted);
        var parameters = JavaProperties.Read(system.GetValueOrDefault("teamcity.configuration.properties.file"), Wanted);
        var id = parameters.GetValueOrDefault("teamcity.build.id") ?? system.GetValueOrDefault("teamcity.build.id");
        var server = parameters.GetValueOrDefault("teamcity.serverUrl");
        return new CiFacts(new CiBuild("teamcity")
        {
            BuildId = id ?? variables["BUILD_NUMBER"],
            JobId = variables["TEAMCITY_BUILDCONF_NAME"],
            BuildUrl = variables["BUILD_URL"] ?? (server is null || id is null ? null : $"{server.TrimEnd('/')}/viewLog.html?buildId={id}"),
            PullRequest = parameters.GetValueOrDefault("teamcity.pullRequest.number"),
            BaseBranch = CiVariables.ToBranch(parameters.GetValueOrDefault("teamcity.pullRequest.target.branch")),
        })
        {
            CheckoutCommit = variables.Commit("BUILD_VCS_NUMBER"),
            Branch = CiVariables.ToBranch(parameters.GetValueOrDefault("teamcity.pullRequest.source.branch")) ?? Branch(parameters),
        };
    }

    /// <summary>The default branch is shown as <c>&lt;default&gt;</c>; its name stands in the settings of the VCS root.</summary>
    private static string? Branch(IReadOnlyDictionary<string, string> parameters)
    {
        var branch = parameters.GetValueOrDefault("teamcity.build.branch");
        return CiVariables.ToBranch(branch is null or "<default>" ? parameters.GetValueOrDefault("vcsroot.branch") : branch);
    }
}
