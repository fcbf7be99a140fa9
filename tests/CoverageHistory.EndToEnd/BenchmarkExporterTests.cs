using System.IO.Compression;
using System.Text.RegularExpressions;

namespace CoverageHistory.EndToEnd;

public sealed class BenchmarkExporterTests
{
    private const long MaximumBytes = 100_000;

    [Fact]
    public void Benchmarks_that_run_in_processes_of_their_own_record_themselves_as_one_run() => Scenario.Run(scenario =>
    {
        AssertContent(FreshPackage.Exporter);
        var benchmarks = scenario.AddBenchmarkProject("Job.Dry", "", $"""<PackageReference Include="CoverageHistory.BenchmarkDotNet" Version="{FreshPackage.Version}" />""");
        scenario.Write($"{benchmarks}/Recorded.cs", "[assembly: CoverageHistory.BenchmarkDotNet.CoverageHistoryExporter]\n");
        var commit = scenario.Repository.Commit("First");

        var result = scenario.Dotnet("run", "--configuration", "Release", "--project", benchmarks);

        Assert.True(result.ExitCode == 0, result.Output);
        var run = scenario.History.OnlyRun;
        var place = $"run {run.Run.Id.ToString()[..13]}… on main@{commit[..7]}";
        Assert.Equal([$"CoverageHistory: 2 benchmarks, {place}", $"CoverageHistory: 3 benchmarks, {place}"], result.RunLines.Distinct());
        Assert.Equal(commit, run.Run.Commit!.Sha);
        var measured = scenario.History.Sessions.SelectMany(session => session.Session.Benchmarks!).ToList();
        Assert.Equal(["Shop.Benchmarks.Adding.Add(Number: 1) [Dry]", "Shop.Benchmarks.Adding.Add(Number: 2) [Dry]", "Shop.Benchmarks.Multiplying.Multiply [Dry]"],
            measured.Select(one => one.Benchmark.FullName));
        Assert.All(measured, one => Assert.True(one is { MeanNs: > 0, Launches: 1, SamplesNs.Count: 1 }));
        Assert.True(measured[0].AllocatedBytes > 0);
        Assert.Empty(result.LinesWith("COVH"));
    });

    private static void AssertContent(string file)
    {
        Assert.InRange(new FileInfo(file).Length, 1, MaximumBytes);
        using var package = ZipFile.OpenRead(file);
        string[] needed = ["README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt", "icon.png", "lib/net10.0/CoverageHistory.BenchmarkDotNet.dll", "lib/net10.0/CoverageHistory.BenchmarkDotNet.xml"];
        Assert.Empty(needed.Except(package.Entries.Select(entry => entry.FullName)));
        using var reader = new StreamReader(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        var dependencies = Regex.Matches(reader.ReadToEnd(), "<dependency id=\"([^\"]+)\" version=\"([^\"]+)\"").Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        Assert.Equal([("BenchmarkDotNet", "[0.15.8, 0.16.0)"), ("CoverageHistory.Core", $"[{FreshPackage.Version}]")], dependencies.Order());
    }
}
