namespace CoverageHistory.EndToEnd;

public sealed class NoGitTests
{
    [Fact]
    public void Without_a_repository_the_run_is_recorded_without_a_commit_where_dotnet_test_was_started() => Scenario.Run(scenario =>
    {
        scenario.AddTestProject("Adding.Tests");
        scenario.AddTestProject("Multiplying.Tests", SampleProjects.MultiplyingTests);
        scenario.Write("Shop.slnx", """
            <Solution>
              <Project Path="tests/Adding.Tests/Adding.Tests.csproj" />
              <Project Path="tests/Multiplying.Tests/Multiplying.Tests.csproj" />
            </Solution>
            """);
        Directory.Delete(Path.Combine(scenario.Root, ".git"), recursive: true);

        var result = scenario.Dotnet("test", "Shop.slnx");

        Assert.Equal(0, result.ExitCode);
        var run = scenario.History.OnlyRun;
        Assert.Null(run.Run.Commit);
        Assert.Equal(new CoveredCount(3, 4), run.Coverage?.Lines);
        Assert.Equal(2, run.Sessions);
        Assert.NotEmpty(result.LinesWith("warning COVH1004"));
    });

    [Fact]
    public void Without_git_on_the_path_the_run_is_recorded() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Environment["PATH"] = DirectoryOfDotnet();

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Contains("warning COVH1004", Assert.Single(result.LinesWith("COVH").Distinct()), StringComparison.Ordinal);
    });

    /// <summary>A folder with nothing but a link to dotnet, for a path on which git is not.</summary>
    private static string DirectoryOfDotnet() => Path.GetDirectoryName(Environment.ProcessPath)!;
}
