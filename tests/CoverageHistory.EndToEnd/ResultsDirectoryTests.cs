namespace CoverageHistory.EndToEnd;

public sealed class ResultsDirectoryTests
{
    [Fact]
    public void Reports_are_found_wherever_the_results_go() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--results-directory", scenario.Around["results"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Single(Directory.EnumerateFiles(scenario.Around["results"], "coverage.cobertura.xml", SearchOption.AllDirectories));
    });

    [Fact]
    public void Reports_of_earlier_runs_in_the_results_directory_do_not_count() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        Assert.Equal(0, scenario.Dotnet("test", project).ExitCode);
        scenario.Write("tests/Shop.Tests/Tests.cs", SampleProjects.AddingTests.Replace("Calculator.Subtract(a, b)", "2", StringComparison.Ordinal));

        Assert.Equal(0, scenario.Dotnet("test", project).ExitCode);

        Assert.Equal([new CoveredCount(2, 4), new CoveredCount(1, 4)], scenario.History.Runs.Select(run => run.Coverage!.Value.Lines));
    });
}
