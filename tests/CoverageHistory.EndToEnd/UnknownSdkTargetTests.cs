namespace CoverageHistory.EndToEnd;

public sealed class UnknownSdkTargetTests
{
    /// <summary>Where the SDK's VSTest target is not the one that is known, it is left alone and failures are recorded when the build ends.</summary>
    [Fact]
    public void A_failing_run_is_recorded_without_the_wrapped_target() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(tests: SampleProjects.FailingTests);

        var result = scenario.Dotnet("test", project, "-p:_CoverageHistoryWrapVSTest=False");

        Assert.Equal(1, result.ExitCode);
        var run = scenario.History.OnlyRun;
        Assert.Equal(RunStatus.Failed, run.Run.Status);
        Assert.Equal(new CoveredCount(2, 4), run.Coverage?.Lines);
        Assert.Single(result.RunLines);
    });

    [Fact]
    public void The_target_of_this_SDK_is_the_one_that_is_known() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        Assert.Equal(0, scenario.Dotnet("restore", project).ExitCode);

        var result = scenario.Dotnet("msbuild", project, "-getProperty:_CoverageHistoryWrapVSTest");

        Assert.Equal("True", result.Output.Trim());
    });
}
