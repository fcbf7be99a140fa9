namespace CoverageHistory.EndToEnd;

public sealed class FilterTests
{
    [Fact]
    public void A_run_of_some_tests_holds_these() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--filter", "FullyQualifiedName~Adds");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Shop.Tests.AddingTests.Adds", Assert.Single(scenario.History.Tests).Name);
        Assert.Equal(new CoveredCount(1, 4), scenario.History.OnlyRun.Coverage?.Lines);
    });
}
