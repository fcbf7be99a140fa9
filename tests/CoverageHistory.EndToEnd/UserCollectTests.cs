namespace CoverageHistory.EndToEnd;

public sealed class UserCollectTests
{
    [Fact]
    public void What_the_user_collects_is_collected_once_and_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--collect", "XPlat Code Coverage;Format=json,cobertura");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Single(Directory.EnumerateFiles(scenario.Root, "coverage.cobertura.xml", SearchOption.AllDirectories));
        Assert.Single(Directory.EnumerateFiles(scenario.Root, "coverage.json", SearchOption.AllDirectories));
    });

    [Fact]
    public void Coverage_of_the_other_collector_is_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();

        var result = scenario.Dotnet("test", project, "--collect", "Code Coverage;Format=cobertura");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(scenario.Root, "coverage.cobertura.xml", SearchOption.AllDirectories));
        var library = Assert.Single(scenario.History.Files, file => file.Path.Value == SampleProjects.LibraryFile);
        Assert.Equal([5, 6], library.Lines.Where(line => line.IsCovered).Select(line => line.Number));
    });

    [Fact]
    public void Every_project_of_a_solution_is_recorded_before_their_reports_are_merged_and_deleted() => Scenario.Run(scenario =>
    {
        scenario.AddTestProject("Adding.Tests");
        scenario.AddTestProject("Multiplying.Tests", SampleProjects.MultiplyingTests);
        scenario.Write("Shop.slnx", """
            <Solution>
              <Project Path="tests/Adding.Tests/Adding.Tests.csproj" />
              <Project Path="tests/Multiplying.Tests/Multiplying.Tests.csproj" />
            </Solution>
            """);

        var result = scenario.Dotnet("test", "Shop.slnx", "--collect", "Code Coverage;Format=cobertura");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, scenario.History.OnlyRun.Sessions);
        var library = Assert.Single(scenario.History.Files, file => file.Path.Value == SampleProjects.LibraryFile);
        Assert.Equal([5, 6, 7], library.Lines.Where(line => line.IsCovered).Select(line => line.Number));
    });
}
