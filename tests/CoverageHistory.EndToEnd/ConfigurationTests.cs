namespace CoverageHistory.EndToEnd;

public sealed class ConfigurationTests
{
    [Fact]
    public void The_session_knows_its_configuration() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "-c", "Release");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Release", Assert.Single(scenario.History.Sessions).Session.Configuration);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
    });
}
