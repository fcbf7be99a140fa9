namespace CoverageHistory.EndToEnd;

public sealed class AdapterPathsTests
{
    [Fact]
    public void Adapter_paths_of_the_user_and_ours_stand_side_by_side() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--test-adapter-path", scenario.Around.CreateSubdirectory("adapters"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
    });

    [Fact]
    public void A_run_that_hides_the_test_logger_is_not_recorded_and_not_harmed() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--", $"RunConfiguration.TestAdaptersPaths={scenario.Around.CreateSubdirectory("adapters")}");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("warning COVH1011", Assert.Single(result.LinesWith("COVH").Distinct()), StringComparison.Ordinal);
        Assert.Empty(scenario.History.Runs);
    });
}
