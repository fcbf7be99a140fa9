namespace CoverageHistory.EndToEnd;

public sealed class FailingRunTests
{
    [Fact]
    public void A_run_with_a_failing_test_is_recorded_as_failed_and_still_fails() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(tests: SampleProjects.FailingTests);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(1, result.ExitCode);
        var run = scenario.History.OnlyRun;
        Assert.Equal(RunStatus.Failed, run.Run.Status);
        Assert.Equal(new CoveredCount(2, 4), run.Coverage?.Lines);
        Assert.Equal([TestOutcome.Passed, TestOutcome.Failed], scenario.History.Tests.Select(test => test.Outcome));
        Assert.Contains(", 2 tests (1 failed), run ", Assert.Single(result.RunLines), StringComparison.Ordinal);
    });
}
