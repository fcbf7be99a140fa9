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
        var (first, perRun) = Measure(file => file);
        Assert.True(first < 1_200_000, $"the first run takes {first} bytes");
        Assert.True(perRun <= 6_144, $"one more run takes {perRun} bytes");
    }

    [Fact]
    public void Contents_of_source_files_add_at_most_16_kilobytes_and_then_400_bytes_a_run()
    {
        Measure(file => file);
        var with = ManifestSizes();
        File.Delete(DatabasePath);
        Measure(file => file.Holding(default));
        var without = ManifestSizes();

        Assert.InRange(with[0] - without[0], 1, 16_384);
        Assert.InRange(with[1..].Average() - without[1..].Average(), 1, 400);
    }

    private (long First, long PerRun) Measure(Func<FileCoverage, FileCoverage> change)
    {
        var files = Enumerable.Range(0, Files).Select(number => change(FileOf(number, seed: 0))).ToArray();
        RecordRun(0, files);
        var first = new FileInfo(DatabasePath).Length;
        for (var run = 1; run <= Runs; run++)
        {
            for (var i = 0; i < Files / 100; i++)
            {
                var changed = (run * 131 + i * 101) % Files;
                files[changed] = change(FileOf(changed, seed: run));
            }
            RecordRun(run, files);
        }
        return (first, (new FileInfo(DatabasePath).Length - first) / Runs);
    }

    private long[] ManifestSizes() => Database.Column(DatabasePath, "SELECT length(data) FROM manifest WHERE depth < 32 AND (depth > 0 OR id = 1) ORDER BY id");

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
            Content = ContentId.Of(HashOf($"{number} {seed}")),
            Lines = lines,
            Classes = [new ClassCoverage(name.Replace('/', '.'), [.. methods])],
        };
    }
}
