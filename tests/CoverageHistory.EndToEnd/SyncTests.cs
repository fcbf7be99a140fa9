namespace CoverageHistory.EndToEnd;

public sealed class SyncTests
{
    private const string Ref = "refs/coverage-history/v1/runs";

    [Fact]
    public void In_CI_runs_are_sent_and_a_new_machine_compares_with_those_of_others() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Repository.Commit();
        scenario.Repository.GitIn(scenario.Around.Path, "clone", "--quiet", "--bare", scenario.Root, "remote.git");
        scenario.Repository.Git("remote", "add", "origin", "../remote.git");
        var remote = scenario.Around["remote.git"];
        scenario.Environment["CoverageHistorySync"] = "true";

        Assert.Equal(0, scenario.Dotnet("test", project).ExitCode);
        Assert.Equal("", scenario.Repository.GitIn(remote, "for-each-ref", Ref));

        scenario.Environment["CI"] = "true";
        var first = scenario.Dotnet("test", project, "--no-build");
        Assert.DoesNotContain("warning", first.Output, StringComparison.Ordinal);
        Assert.NotEqual("", scenario.Repository.GitIn(remote, "for-each-ref", Ref));

        ForgetHistory(scenario);
        scenario.Write("tests/Shop.Tests/More.cs", SampleProjects.MultiplyingTests);
        scenario.Repository.Commit();
        var second = scenario.Dotnet("test", project);
        Assert.Contains("75.0 % lines (+25.0)", second.Output, StringComparison.Ordinal);
        Assert.Equal(3, scenario.History.Runs.Count);
        Assert.Equal(3, CountRuns(scenario, remote));

        ForgetHistory(scenario);
        scenario.Repository.Git("remote", "set-url", "origin", "../nowhere.git");
        var alone = scenario.Dotnet("test", project, "--no-build");
        Assert.Equal(0, alone.ExitCode);
        Assert.Contains("warning COVH1045", alone.Output, StringComparison.Ordinal);
        Assert.Single(scenario.History.Runs);
    });

    private static int CountRuns(Scenario scenario, string remote) =>
        scenario.Repository.GitIn(remote, "ls-tree", "-r", "--name-only", Ref, "runs").Split('\n').Length;

    /// <summary>As a clone on a new machine is.</summary>
    private static void ForgetHistory(Scenario scenario)
    {
        Directory.Delete(Path.Combine(scenario.Root, ".coverage-history"), recursive: true);
        Directory.Delete(Path.Combine(scenario.Root, ".git", "coverage-history"), recursive: true);
    }
}
