using CoverageHistory.TestKit;

namespace CoverageHistory.MSBuild.Tests;

public sealed class BenchmarkResultsTests : IDisposable
{
    private const string Default = "BenchmarkDotNet.Artifacts/results/*-report*.json";

    private readonly TemporaryDirectory _folder = new();

    public BenchmarkResultsTests() => _folder.Write(".git/HEAD", "");

    [Theory]
    [InlineData(Default, "BenchmarkDotNet.Artifacts/results/A-report-full.json", "tests/Own/BenchmarkDotNet.Artifacts/results/B-report.json")]
    [InlineData("BenchmarkDotNet.Artifacts\\results\\*-report-full.json", "BenchmarkDotNet.Artifacts/results/A-report-full.json")]
    [InlineData("bench/**/*-report*.json", "bench/Shop/BenchmarkDotNet.Artifacts/results/C-report-full.json")]
    [InlineData("bench/*/results; bench/jmh.json ;", "bench/jmh.json")]
    [InlineData("**/C-report-full.json", "bench/Shop/BenchmarkDotNet.Artifacts/results/C-report-full.json")]
    [InlineData("elsewhere/*.json")]
    [InlineData("false")]
    public void Patterns_hold_below_the_repository_and_below_the_project(string patterns, params string[] found)
    {
        foreach (var file in (string[])["BenchmarkDotNet.Artifacts/results/A-report-full.json", "BenchmarkDotNet.Artifacts/results/A-report.csv",
            "tests/Own/BenchmarkDotNet.Artifacts/results/B-report.json", "bench/Shop/BenchmarkDotNet.Artifacts/results/C-report-full.json", "bench/jmh.json",
            "bench/Shop/obj/C-report-full.json"])
            _folder.Write(file, "{}");

        Assert.Equal(found.Select(file => _folder[file]), Find(patterns).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_absolute_pattern_is_where_it_says()
    {
        var file = _folder.Write("out of it/A-report.json", "{}");

        Assert.Equal([file], Find(_folder["out of it/*-report.json"]));
        Assert.Equal([file], Find(file));
    }

    [Fact]
    public void Where_no_folder_is_there_is_nothing() => Assert.Empty(Find(Default));

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<string> Find(string patterns) => BenchmarkResults.Find(new SessionOptions
    {
        SessionFile = _folder["session.json"],
        ProjectFile = _folder["tests/Own/Own.csproj"],
        BenchmarkResults = patterns,
    });
}
