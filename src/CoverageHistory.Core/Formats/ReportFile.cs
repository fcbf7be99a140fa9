using CoverageHistory.Formats.Benchmarks;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.TestResults;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>What one file holds: coverage, test results, benchmarks or values of metrics, whichever its content shows.</summary>
/// <param name="ContentHash">XXH128 of the file's bytes as they are on disk, 32 lower-case hexadecimal digits.</param>
/// <param name="Coverage">Null when it holds something else.</param>
/// <param name="Tests">Null when it holds something else.</param>
public sealed record ReportFile(string ContentHash, CoverageReport? Coverage, TestReport? Tests)
{
    /// <summary>Format name of the contract in <c>docs/formats.md</c>.</summary>
    public string Format => Coverage?.Format ?? Tests?.Format ?? Benchmarks?.Format ?? MetricsJsonReader.Format;

    /// <summary>Null when it holds something else.</summary>
    internal BenchmarkReport? Benchmarks { get; private init; }

    /// <summary>Empty when it holds something else.</summary>
    public IReadOnlyList<MetricValue> Values { get; private init; } = [];

    /// <summary>Reads a report file once, from front to back, gzip unpacked.</summary>
    /// <exception cref="ReportFormatException">The content is of no known format, is not sound, or is beyond a limit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ReportFile Read(string path, ReadLimits limits, CancellationToken cancellation)
    {
        var (file, hash) = ReportContent.Read(path, limits, content => Read(content, path, cancellation), cancellation);
        return file with { ContentHash = hash };
    }

    /// <summary>Reads a report from a stream, such as standard input; the hash is left empty.</summary>
    /// <param name="path">Named in errors.</param>
    /// <inheritdoc cref="Read(string, ReadLimits, CancellationToken)"/>
    public static ReportFile Read(Stream content, string path, ReadLimits limits, CancellationToken cancellation) =>
        ReportContent.Read(content, path, limits, text => Read(text, path, cancellation), cancellation);

    private static ReportFile Read(Utf8Content content, string path, CancellationToken cancellation)
    {
        if (CoverageReaders.TryFind(content.Head, out var coverage))
            return new ReportFile("", coverage.Read(content.Stream, path, cancellation), null);
        if (TestResultReaders.TryFind(content.Head, out var tests))
            return new ReportFile("", null, tests.Read(content.Stream, path, cancellation));
        if (BenchmarkReaders.TryFind(content.Head, out var benchmarks))
            return new ReportFile("", null, null) { Benchmarks = benchmarks.Read(content.Stream, path, cancellation) };
        if (MetricsJsonReader.Recognizes(content.Head))
            return new ReportFile("", null, null) { Values = MetricsJsonReader.Read(content.Stream, path, cancellation) };
        throw ReportContent.Unknown(content, path,
            CoverageReaders.All.Select(reader => reader.Format).Concat(TestResultReaders.All.Select(reader => reader.Format))
                .Concat(BenchmarkReaders.All.Select(reader => reader.Format)).Append(MetricsJsonReader.Format));
    }
}
