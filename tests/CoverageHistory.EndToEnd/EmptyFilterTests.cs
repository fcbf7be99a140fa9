namespace CoverageHistory.EndToEnd;

public sealed class EmptyFilterTests
{
    [Fact]
    public void A_filter_that_matches_nothing_is_not_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--filter", "Name=Nothing");

        Assert.Equal(0, result.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(scenario.Root, ".coverage-history")));
        Assert.Empty(result.LinesWith("CoverageHistory:"));
        Assert.Empty(result.LinesWith("COVH"));
        Assert.Empty(Directory.EnumerateFiles(scenario.Root, "CoverageHistory.*.json", SearchOption.AllDirectories));
    });
}
