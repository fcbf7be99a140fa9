using System.Globalization;
using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.Benchmarks;

/// <summary>Reads results of benchmarks the way files are read, and writes them down for comparison.</summary>
internal static class BenchmarkFiles
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "benchmarks", "results");

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static BenchmarkReport ReadFixture(string name) => ReadFile(PathOf(name));

    public static BenchmarkReport ReadFile(string path) =>
        Assert.IsType<BenchmarkReport>(ReportFile.Read(path, ReadLimits.Default, CancellationToken.None).Benchmarks);

    public static BenchmarkReport Read(string text, string path = "results.json") => Read(Encoding.UTF8.GetBytes(text), path);

    public static BenchmarkReport Read(byte[] content, string path = "results.json")
    {
        var file = ReportFile.Read(new MemoryStream(content), path, ReadLimits.Default, CancellationToken.None);
        var report = Assert.IsType<BenchmarkReport>(file.Benchmarks);
        Assert.Equal(report.Format, file.Format);
        return report;
    }

    public static ReportFormatException Refused(string text) => Assert.Throws<ReportFormatException>(() => Read(text));

    /// <summary>A line a benchmark: its name, mean, median and standard deviation in nanoseconds, samples, and bytes allocated.</summary>
    public static string Text(this BenchmarkReport report) => string.Join('\n', report.Measurements.Select(one =>
        $"{one.Benchmark.FullName}: {Number(one.MeanNs)} {Number(one.MedianNs)} {Number(one.StdDevNs)} ns of {one.SampleCount}, {Number(one.AllocatedBytes)} B"));

    public static string Names(this BenchmarkReport report) => string.Join('\n', report.Measurements.Select(one => one.Benchmark.FullName));

    private static string Number(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "?";
}
