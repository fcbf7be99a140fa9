namespace CoverageHistory.EndToEnd;

public sealed class SecondRunTests
{
    [Fact]
    public void The_second_run_says_how_it_changed() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Repository.Commit();
        Assert.Equal(0, scenario.Dotnet("test", project).ExitCode);
        scenario.Write("tests/Shop.Tests/More.cs", SampleProjects.MultiplyingTests);
        scenario.Repository.Commit();

        var result = scenario.Dotnet("test", project);

        Assert.Contains("CoverageHistory: 75.0 % lines (+25.0) over 1 project, 5 tests, run ", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, scenario.History.Runs.Select(run => run.Run.Commit?.Sha).Distinct().Count());
    });
}
