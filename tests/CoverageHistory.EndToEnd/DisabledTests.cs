namespace CoverageHistory.EndToEnd;

public sealed class DisabledTests
{
    [Fact]
    public void Nothing_is_recorded_where_recording_is_turned_off() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "-p:CoverageHistoryEnabled=false");

        Assert.Equal(0, result.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(scenario.Root, ".coverage-history")));
        Assert.Empty(result.LinesWith("CoverageHistory:"));
        Assert.Empty(result.LinesWith("COVH"));
        Assert.Empty(Directory.EnumerateFiles(scenario.Root, "CoverageHistory.*.json", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Combine(scenario.Root, "tests/Shop.Tests/TestResults")));
    });
}
