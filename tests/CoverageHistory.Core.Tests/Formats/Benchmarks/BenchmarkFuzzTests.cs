using CoverageHistory.Formats.Benchmarks;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

public sealed class BenchmarkFuzzTests
{
    private static readonly string[] Words =
    [
        "-Infinity", "\\u0000", "\\ud800", "größe", "\"Mean\":", "\"Statistics\":null", "\"real_time\"", "\"DisplayInfo\":\"x: Job-ABCDEF(A=B) [\"",
    ];

    [Theory]
    [InlineData("benchmarkdotnet/Shop.TwoJobs-report-brief-compressed.json", "benchmarkdotnet/Shop.Basket_Int32_-report-full-compressed.json")]
    [InlineData("jmh/results.json")]
    [InlineData("google-benchmark/plain.json")]
    [InlineData("hyperfine/commands.json")]
    [InlineData("pytest-benchmark/benchmark.json")]
    [InlineData("criterion/orders/join/100/new/estimates.json")]
    public void Damaged_results_of_a_tool(params string[] fixtures)
    {
        var path = BenchmarkFiles.PathOf(fixtures[0]);
        var originals = fixtures.Select(fixture => FuzzEffort.ThinJson(File.ReadAllBytes(BenchmarkFiles.PathOf(fixture)))).ToList();
        Assert.True(BenchmarkReaders.TryFind(originals[0], out var reader));
        Assert.All(originals, original => Assert.NotEmpty(Read(original).Measurements));
        Assert.InRange(Fuzz.Refused(originals, FuzzEffort.Mutants, mutant => Check(Read(mutant)), Words), 0.1, 0.975);

        // By this reader, whatever the damage makes it look like.
        BenchmarkReport Read(byte[] content) => reader.Read(new MemoryStream(content), path, CancellationToken.None);
    }

    private static void Check(BenchmarkReport report)
    {
        foreach (var one in report.Measurements)
        {
            Assert.False(one.Benchmark.Method.Length == 0 || one.MeanNs < 0 || one.MedianNs < 0 || one.StdDevNs < 0 || one.AllocatedBytes < 0);
            Assert.True(double.IsFinite(one.MeanNs ?? 0) && double.IsFinite(one.MedianNs ?? 0) && double.IsFinite(one.StdDevNs ?? 0));
            Assert.True(one.SamplesNs.All(sample => double.IsFinite(sample) && sample >= 0) && one.Values.All(value => double.IsFinite(value.Value)));
        }
        Assert.Distinct(report.Measurements.Select(one => one.Benchmark));
    }
}
