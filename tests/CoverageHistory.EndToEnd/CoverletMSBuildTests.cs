namespace CoverageHistory.EndToEnd;

public sealed class CoverletMSBuildTests
{
    [Theory]
    [InlineData("cobertura")]
    [InlineData("json,cobertura")]
    public void What_coverlet_msbuild_wrote_is_recorded_and_nothing_is_collected_besides(string format) => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project, "-p:CollectCoverage=true", $"-p:CoverletOutputFormat={format.Replace(",", "%2C", StringComparison.Ordinal)}");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Equal(3, scenario.History.Tests.Count);
        Assert.True(File.Exists(Path.Combine(scenario.Root, "tests/Shop.Tests/coverage.cobertura.xml")));
        Assert.False(Directory.Exists(Path.Combine(scenario.Root, "tests/Shop.Tests/TestResults")));
    });

    [Fact]
    public void Coverage_below_the_threshold_of_coverlet_msbuild_is_recorded_and_fails_as_ever() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project, "-p:CollectCoverage=true", "-p:CoverletOutputFormat=cobertura", "-p:Threshold=90");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
    });

    [Fact]
    public void Coverlet_msbuild_that_does_not_collect_changes_nothing() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
    });

    private static string AddProject(Scenario scenario) => scenario.AddTestProject(
        references: SampleProjects.PackageReference + """<PackageReference Include="coverlet.msbuild" Version="6.0.0" PrivateAssets="all" />""");
}
