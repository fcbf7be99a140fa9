using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>What a history costs: 1,332 files with 120,000 lines and 17,000 methods, 200 tests, 1 % of the files changing a run.</summary>
public sealed class SizeTests : StoreFixture
{
    private const int Files = 1_332, Runs = 33;

    [Fact]
    public void One_more_run_adds_at_most_6_kilobytes()
    {
        var files = Enumerable.Range(0, Files).Select(number => FileOf(number, seed: 0)).ToArray();
        RecordRun(0, files);
        var first = new FileInfo(DatabasePath).Length;
        for (var run = 1; run <= Runs; run++)
        {
            for (var i = 0; i < Files / 100; i++)
            {
                var changed = (run * 131 + i * 101) % Files;
                files[changed] = FileOf(changed, seed: run);
            }
            RecordRun(run, files);
        }
        var perRun = (new FileInfo(DatabasePath).Length - first) / Runs;
        Assert.True(first < 1_200_000, $"the first run takes {first} bytes");
        Assert.True(perRun <= 6_144, $"one more run takes {perRun} bytes");
    }

    private void RecordRun(int number, FileCoverage[] files)
    {
        var random = new Random(number);
        var tests = Enumerable.Range(0, 200).Select(test => new TestResult(
            string.Create(CultureInfo.InvariantCulture, $"Shop.Tests.OrderTests.Places_an_order_{test}"), TestOutcome.Passed,
            TimeSpan.FromMicroseconds(random.Next(200, 60_000))));
        var session = SessionOf(Coverage.File("a.cs")) with
        {
            ContentHash = HashOf(number.ToString(CultureInfo.InvariantCulture)),
            Coverage = files,
            Tests = [.. tests],
        };
        Record(NewRun(HashOf($"{number}")[..40], HashOf($"{number - 1}")[..40]), session);
    }

    private static FileCoverage FileOf(int number, int seed)
    {
        var random = new Random(seed * Files + number);
        var lines = new LineCoverage[90];
        for (int i = 0, at = 10; i < lines.Length; i++)
        {
            var branches = (ushort)(i % 7 == 0 ? 2 : 0);
            var hits = (uint)Math.Max(0, random.Next(-3, 10));
            lines[i] = new LineCoverage(at += i % 7 == 6 ? 3 : 1, hits, (ushort)(hits > 0 ? random.Next(branches + 1) : 0), branches);
        }
        var methods = Enumerable.Range(0, 13).Select(i => new MethodCoverage(
            string.Create(CultureInfo.InvariantCulture, $"HandleOrder{number}_{i}"), "(System.String,Shop.Order)", 1 + i % 4,
            [.. lines.Skip(i * 7).Take(7).Select(line => line.Number)]));
        var name = string.Create(CultureInfo.InvariantCulture, $"Module{number / 134}/File{number:0000}");
        return new FileCoverage
        {
            Module = string.Create(CultureInfo.InvariantCulture, $"Shop.Module{number / 134}"),
            Path = new RepoPath($"src/{name}.cs"),
            Lines = lines,
            Classes = [new ClassCoverage(name.Replace('/', '.'), [.. methods])],
        };
    }
}
