namespace CoverageHistory.EndToEnd;

public sealed class ArtifactsPathTests
{
    [Fact]
    public void A_run_with_an_artifacts_path_is_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--artifacts-path", scenario.Around["out"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.False(Directory.Exists(Path.Combine(scenario.Root, "tests/Shop.Tests/bin")));
    });

    [Fact]
    public void A_run_with_artifacts_output_is_recorded() => Scenario.Run(scenario =>
    {
        scenario.Write("Directory.Build.props", SampleProjects.BuildProps.Replace(
            "<Nullable>", "<UseArtifactsOutput>true</UseArtifactsOutput><Nullable>", StringComparison.Ordinal));
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.True(Directory.Exists(Path.Combine(scenario.Root, "artifacts/bin/Shop.Tests")));
    });
}
