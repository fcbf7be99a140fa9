namespace CoverageHistory.EndToEnd;

public sealed class MSBuildTargetTests
{
    [Fact]
    public void The_target_run_by_msbuild_makes_a_run_of_its_own() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        Assert.Equal(0, scenario.Dotnet("build", project).ExitCode);

        Assert.Equal(0, scenario.Dotnet("msbuild", project, "-t:VSTest", "-p:VSTestNoBuild=true").ExitCode);
        Assert.Equal(0, scenario.Dotnet("msbuild", project, "-t:VSTest", "-p:VSTestNoBuild=true").ExitCode);

        Assert.Equal([new CoveredCount(2, 4), new CoveredCount(2, 4)], scenario.History.Runs.Select(run => run.Coverage!.Value.Lines));
    });
}
