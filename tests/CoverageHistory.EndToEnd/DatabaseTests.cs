namespace CoverageHistory.EndToEnd;

public sealed class DatabaseTests
{
    [Fact]
    public void The_history_is_where_the_property_says() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "-p:CoverageHistoryDatabase=kept/own.db");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), new History(Path.Combine(scenario.Root, "kept", "own.db")).OnlyRun.Coverage?.Lines);
        Assert.False(scenario.History.Exists);
    });
}
