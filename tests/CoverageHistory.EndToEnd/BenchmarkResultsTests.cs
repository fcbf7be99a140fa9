namespace CoverageHistory.EndToEnd;

public sealed class BenchmarkResultsTests
{
    [Fact]
    public void What_BenchmarkDotNet_wrote_is_recorded_with_the_next_tests_and_not_again() => Scenario.Run(scenario =>
    {
        var benchmarks = scenario.AddBenchmarkProject("Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)", ".AddExporter(JsonExporter.Full, JsonExporter.Brief)");
        var tests = scenario.AddTestProject();
        var commit = scenario.Repository.Commit("First");
        var measured = scenario.Dotnet("run", "--configuration", "Release", "--project", benchmarks);
        Assert.True(measured.ExitCode == 0, measured.Output);

        var first = scenario.Dotnet("test", tests);
        var sessions = scenario.History.Sessions;
        var second = scenario.Dotnet("test", tests, "--no-build");

        Assert.Contains(" over 1 project, 3 tests, 3 benchmarks, run ", Assert.Single(first.RunLines), StringComparison.Ordinal);
        Assert.Equal(["Shop.Benchmarks.Adding", "Shop.Benchmarks.Multiplying", "Shop.Tests"], sessions.Select(session => session.Session.Name));
        Assert.Equal(["Shop.Benchmarks.Adding.Add(Number: 1)", "Shop.Benchmarks.Adding.Add(Number: 2)"], sessions[0].Session.Benchmarks!.Select(one => one.Benchmark.Name));
        Assert.All(sessions[0].Session.Benchmarks!, one => Assert.True(one is { MeanNs: not null, AllocatedBytes: > 0, SampleCount: 3, SamplesNs.Count: 3, Launches: 1 }));
        Assert.Contains(" over 1 project, 3 tests, run ", Assert.Single(second.RunLines), StringComparison.Ordinal);
        Assert.Equal([(commit, 3), (commit, 1)], scenario.History.Runs.Select(run => (run.Run.Commit!.Sha, run.Sessions)));
        Assert.Empty(first.LinesWith("COVH").Concat(second.LinesWith("COVH")));

        // What another commit measured is not this one's, and a file that is none keeps nothing from being recorded.
        scenario.Repository.Git("commit", "--quiet", "--allow-empty", "--message", "Second");
        scenario.Write("BenchmarkDotNet.Artifacts/results/Shop.Broken-report-full.json", "{\"Title\":");
        var third = scenario.Dotnet("test", tests, "--no-build");

        Assert.Equal(0, third.ExitCode);
        Assert.Contains("Shop.Broken-report-full.json", Assert.Single(third.LinesWith("warning COVH1001").Distinct()), StringComparison.Ordinal);
        Assert.Equal(["Shop.Tests"], scenario.History.Sessions.Select(session => session.Session.Name));
    });
}
