namespace CoverageHistory.EndToEnd;

public sealed class RunSettingsTests
{
    private const string WithoutCollectors = """
        <RunSettings>
          <RunConfiguration><ResultsDirectory>own-results</ResultsDirectory></RunConfiguration>
        </RunSettings>
        """;

    [Fact]
    public void A_run_with_a_settings_file_is_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write("test.runsettings", WithoutCollectors);

        var result = scenario.Dotnet("test", project, "--settings", "test.runsettings");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.True(Directory.Exists(Path.Combine(scenario.Root, "own-results")));
    });

    [Fact]
    public void A_run_with_a_settings_file_named_by_the_project_is_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(
            properties: "<RunSettingsFilePath>$(MSBuildProjectDirectory)/test.runsettings</RunSettingsFilePath>");
        scenario.Write("tests/Shop.Tests/test.runsettings", WithoutCollectors);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.True(Directory.Exists(Path.Combine(scenario.Root, "tests/Shop.Tests/own-results")));
    });
}
