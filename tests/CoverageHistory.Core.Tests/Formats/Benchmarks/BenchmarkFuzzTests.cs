using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Formats.Benchmarks;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

/// <summary>Damaged results of real tools give a sound report or a <see cref="ReportFormatException"/>, whichever, but nothing else.</summary>
public sealed class BenchmarkFuzzTests
{
    private static readonly string[] Scraps =
    [
        "\"", "{", "}", "[", "]", ":", ",", "null", "true", "NaN", "-Infinity", "-1", "1e999", "0", "\\", "\\u0000", "\\ud800", "\"Mean\":", "\"Statistics\":null",
        "99999999999999999999", "\"\"", "größe", "\0", "[[[[", "{\"a\":", "\"DisplayInfo\":\"x: Job-ABCDEF(A=B) [\"", "\"real_time\"",
    ];

    [Theory]
    [InlineData("benchmarkdotnet/Shop.TwoJobs-report-brief-compressed.json", "benchmarkdotnet/Shop.Basket_Int32_-report-full-compressed.json")]
    [InlineData("jmh/results.json")]
    [InlineData("google-benchmark/plain.json")]
    [InlineData("hyperfine/commands.json")]
    [InlineData("pytest-benchmark/benchmark.json")]
    [InlineData("criterion/orders/join/100/new/estimates.json")]
    public void Any_bytes_give_a_report_or_a_refusal(params string[] fixtures)
    {
        var path = BenchmarkFiles.PathOf(fixtures[0]);
        var originals = fixtures.Select(fixture => File.ReadAllBytes(BenchmarkFiles.PathOf(fixture))).ToList();
        Assert.True(BenchmarkReaders.TryFind(originals[0], out var reader));
        var random = new Random(20261123);
        var read = 0;
        for (var i = 0; i < FuzzEffort.Mutants; i++)
        {
            var mutant = Mutate(random, originals[i % originals.Count]);
            FuzzEffort.Watch(() =>
            {
                try
                {
                    // By this reader, whatever the damage makes it look like.
                    var report = reader.Read(new MemoryStream(mutant), path, CancellationToken.None);
                    read++;
                    foreach (var one in report.Measurements)
                    {
                        Assert.False(one.Benchmark.Method.Length == 0 || one.MeanNs < 0 || one.MedianNs < 0 || one.StdDevNs < 0 || one.AllocatedBytes < 0);
                        Assert.True(double.IsFinite(one.MeanNs ?? 0) && double.IsFinite(one.MedianNs ?? 0) && double.IsFinite(one.StdDevNs ?? 0));
                        Assert.True(one.SamplesNs.All(sample => double.IsFinite(sample) && sample >= 0) && one.Values.All(value => double.IsFinite(value.Value)));
                    }
                    Assert.Distinct(report.Measurements.Select(one => one.Benchmark));
                }
                catch (ReportFormatException)
                {
                    // A refusal is as good as a report.
                }
                catch (Exception e) when (e is not Xunit.Sdk.XunitException)
                {
                    Assert.Fail($"mutant {i} gives {e}: {Encoding.UTF8.GetString(mutant)}");
                }
            }, $"mutant {i}");
        }
        Assert.InRange(read, 1, FuzzEffort.Mutants - 1);
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        var bytes = original.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Scraps[random.Next(Scraps.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    ReplaceValue(random, bytes, at);
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>Puts something else in place of the next value, which keeps more of the file sound than a change anywhere.</summary>
    private static void ReplaceValue(Random random, List<byte> bytes, int at)
    {
        var begin = bytes.IndexOf((byte)':', at) + 1;
        if (begin == 0)
            return;
        var end = bytes.FindIndex(begin, octet => octet is (byte)',' or (byte)'}');
        if (end < 0)
            return;
        bytes.RemoveRange(begin, end - begin);
        bytes.InsertRange(begin, Encoding.UTF8.GetBytes(Scraps[random.Next(Scraps.Length)]));
    }
}
