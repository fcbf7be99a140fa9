namespace CoverageHistory.EndToEnd;

public sealed class SolutionTests
{
    [Theory]
    [InlineData("Shop.sln")]
    [InlineData("Shop.slnx")]
    public void A_solution_makes_one_run_whose_total_is_the_union_of_lines(string solution) => Scenario.Run(scenario =>
    {
        AddSolution(scenario, solution);

        var result = scenario.Dotnet("test", solution);

        Assert.Equal(0, result.ExitCode);
        var run = scenario.History.OnlyRun;
        Assert.Equal(RunStatus.Passed, run.Run.Status);
        Assert.Equal(new CoveredCount(3, 4), run.Coverage?.Lines);
        Assert.Equal(["Adding.Tests", "Multiplying.Tests"], scenario.History.Sessions.Select(session => session.Session.Name));
        Assert.All(scenario.History.Sessions, session => Assert.Equal(new CoveredCount(2, 4), session.Coverage?.Lines));
        Assert.Equal(5, run.Tests?.Total);
        Assert.Equal(2, result.RunLines.Count);
        Assert.Contains("CoverageHistory: 75.0 % lines over 2 projects, 5 tests, run ", result.Output, StringComparison.Ordinal);
    });

    [Fact]
    public void A_solution_in_which_one_project_fails_makes_one_failed_run() => Scenario.Run(scenario =>
    {
        AddSolution(scenario, "Shop.slnx");
        scenario.Write("tests/Adding.Tests/Tests.cs", SampleProjects.FailingTests);

        var result = scenario.Dotnet("test", "Shop.slnx");

        Assert.Equal(1, result.ExitCode);
        var run = scenario.History.OnlyRun;
        Assert.Equal(RunStatus.Failed, run.Run.Status);
        Assert.Equal(new CoveredCount(3, 4), run.Coverage?.Lines);
        Assert.Equal([RunStatus.Failed, RunStatus.Passed], scenario.History.Sessions.Select(session => session.Session.Status));
    });

    private static void AddSolution(Scenario scenario, string solution)
    {
        string[] projects =
        [
            "src/Shop/Shop.csproj",
            scenario.AddTestProject("Adding.Tests"),
            scenario.AddTestProject("Multiplying.Tests", SampleProjects.MultiplyingTests),
        ];
        var format = Path.GetExtension(solution)[1..];
        Assert.Equal(0, scenario.Dotnet("new", "sln", "--name", "Shop", "--format", format).ExitCode);
        Assert.Equal(0, scenario.Dotnet(["sln", solution, "add", .. projects]).ExitCode);
    }
}
