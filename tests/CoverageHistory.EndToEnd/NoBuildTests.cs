namespace CoverageHistory.EndToEnd;

public sealed class NoBuildTests
{
    [Fact]
    public void A_run_without_a_build_is_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        Assert.Equal(0, scenario.Dotnet("build", project).ExitCode);
        Assert.False(scenario.History.Exists);

        var result = scenario.Dotnet("test", project, "--no-build");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
    });
}
