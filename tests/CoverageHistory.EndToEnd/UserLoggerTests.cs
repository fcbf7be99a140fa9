namespace CoverageHistory.EndToEnd;

public sealed class UserLoggerTests
{
    [Fact]
    public void The_loggers_the_user_asked_for_write_what_they_would() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--logger", "trx;LogFileName=own.trx", "--logger", "console;verbosity=detailed");

        Assert.Equal(0, result.ExitCode);
        Assert.True(File.Exists(Path.Combine(scenario.Root, "tests/Shop.Tests/TestResults/own.trx")));
        Assert.Contains("Passed Shop.Tests.AddingTests.Adds", result.Output, StringComparison.Ordinal);
        Assert.Equal(3, scenario.History.OnlyRun.Tests?.Total);
    });
}
