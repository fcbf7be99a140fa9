namespace CoverageHistory.EndToEnd;

public sealed class VerbosityTests
{
    [Fact]
    public void A_quiet_run_is_recorded_in_silence() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "-p:CoverageHistoryVerbosity=quiet");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.RunLines);
        Assert.Single(scenario.History.Runs);
    });

    [Fact]
    public void A_detailed_run_names_the_reports() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "-p:CoverageHistoryVerbosity=detailed");

        Assert.Contains(result.RunLines, line => line.EndsWith("coverage.cobertura.xml", StringComparison.Ordinal));
    });
}
