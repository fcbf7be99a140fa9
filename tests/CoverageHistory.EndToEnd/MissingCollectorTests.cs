namespace CoverageHistory.EndToEnd;

public sealed class MissingCollectorTests
{
    [Fact]
    public void Where_nothing_collects_coverage_the_tests_are_recorded_with_a_warning() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        var warning = Assert.Single(result.LinesWith("COVH").Distinct());
        Assert.Contains("warning COVH1002: Shop.Tests: 3 tests ran and no coverage was collected.", warning, StringComparison.Ordinal);
        Assert.Contains("Reference coverlet.collector", warning, StringComparison.Ordinal);
        Assert.Null(scenario.History.OnlyRun.Coverage);
        Assert.Equal(3, scenario.History.Tests.Count);
    });

    [Fact]
    public void It_is_an_error_where_the_user_wants_errors() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project, "-p:CoverageHistoryFailOnError=true");

        Assert.Equal(1, result.ExitCode);
        Assert.NotEmpty(result.LinesWith("error COVH1002"));
        Assert.Equal(3, scenario.History.Tests.Count);
    });

    [Fact]
    public void Nobody_is_warned_where_no_coverage_is_wanted() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "-p:CoverageHistoryCollect=false");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.LinesWith("COVH"));
        Assert.Null(scenario.History.OnlyRun.Coverage);
        Assert.Equal(3, scenario.History.Tests.Count);
        Assert.Contains("CoverageHistory: no coverage over 1 project, 3 tests, run ", result.Output, StringComparison.Ordinal);
    });

    private static string AddProject(Scenario scenario) => scenario.AddTestProject(
        references: SampleProjects.PackageReference + """<PackageReference Include="coverlet.collector" Version="6.0.4" ExcludeAssets="all" PrivateAssets="all" />""");
}
