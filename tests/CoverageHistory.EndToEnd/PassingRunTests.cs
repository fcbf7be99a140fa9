namespace CoverageHistory.EndToEnd;

public sealed class PassingRunTests
{
    [Fact]
    public void A_run_that_passes_is_recorded_without_any_flag() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        var commit = scenario.Repository.Commit();

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        var run = scenario.History.OnlyRun;
        Assert.Equal(RunStatus.Passed, run.Run.Status);
        Assert.Equal(commit, run.Run.Commit?.Sha);
        Assert.Equal("main", run.Run.Branch);
        Assert.False(run.Run.IsDirty);
        Assert.Equal(new CoveredCount(2, 4), run.Coverage?.Lines);
        Assert.Equal(new CoveredCount(0, 2), run.Coverage?.Branches);
        var file = Assert.Single(scenario.History.Files);
        Assert.Equal(SampleProjects.LibraryFile, file.Path.Value);
        Assert.Equal("Shop", file.Module);
        Assert.Equal([5, 6], file.Lines.Where(line => line.IsCovered).Select(line => line.Number));
        var session = Assert.Single(scenario.History.Sessions).Session;
        Assert.Equal(("Shop.Tests", "net10.0", "Debug", "cobertura"), (session.Name, session.Framework, session.Configuration, session.Format));
        Assert.Equal(
            ["Shop.Tests.AddingTests.Adds", "Shop.Tests.AddingTests.Subtracts(a: 3, b: 1)", "Shop.Tests.AddingTests.Subtracts(a: 5, b: 3)"],
            scenario.History.Tests.Select(test => test.Name));
        Assert.All(scenario.History.Tests, test => Assert.Equal(TestOutcome.Passed, test.Outcome));
        Assert.Contains(scenario.History.Tests, test => test.Duration > TimeSpan.Zero);
        var line = Assert.Single(result.RunLines);
        Assert.StartsWith("CoverageHistory: 50.0 % lines over 1 project, 3 tests, run ", line, StringComparison.Ordinal);
        Assert.EndsWith($" on main@{commit[..7]}", line, StringComparison.Ordinal);
    });
}
