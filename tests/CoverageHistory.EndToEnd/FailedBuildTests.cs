namespace CoverageHistory.EndToEnd;

public sealed class FailedBuildTests
{
    [Fact]
    public void A_run_whose_build_fails_is_not_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write("tests/Shop.Tests/Broken.cs", "this is no C#");

        var result = scenario.Dotnet("test", project);

        Assert.Equal(1, result.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(scenario.Root, ".coverage-history")));
        Assert.Empty(result.LinesWith("CoverageHistory:"));
        Assert.Empty(result.LinesWith("COVH"));
        Assert.Empty(Directory.EnumerateFiles(scenario.Root, "CoverageHistory.*.json", SearchOption.AllDirectories));
    });
}
