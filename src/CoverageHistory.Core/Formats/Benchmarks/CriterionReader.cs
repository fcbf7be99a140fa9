using System.Text.Json;
using CoverageHistory.Formats.Json;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>
/// <c>estimates.json</c> of Criterion.rs, one a benchmark. It holds no name: that is in <c>benchmark.json</c> beside it, else in the folders
/// it lies in.
/// </summary>
internal sealed class CriterionReader : IBenchmarkReader
{
    public string Format => "criterion";

    // Versions before 0.4 begin names with capitals.
    public bool Recognizes(ReadOnlySpan<byte> head) =>
        JsonHead.IsObjectWith(head, "mean"u8, "median_abs_dev"u8) || JsonHead.IsObjectWith(head, "Mean"u8, "MedianAbsDev"u8);

    public BenchmarkReport Read(Stream content, string path, CancellationToken cancellation)
    {
        var name = CriterionFolder.Name(path, cancellation);
        var samples = CriterionFolder.Samples(path, cancellation);
        using var json = new Utf8JsonScanner(new NamedNumberStream(content), path, cancellation);
        var entry = new EntryScanner(json);
        double? mean = null, median = null, deviation = null;
        json.Expect(JsonTokenType.StartObject);
        json.ReadMembers(() =>
        {
            if (entry.IsAt("mean"u8) || entry.IsAt("Mean"u8))
                mean = ReadEstimate(entry, "mean");
            else if (entry.IsAt("median"u8) || entry.IsAt("Median"u8))
                median = ReadEstimate(entry, "median");
            else if (entry.IsAt("std_dev"u8) || entry.IsAt("StdDev"u8))
                deviation = ReadEstimate(entry, "std_dev");
            else
                json.SkipValue();
        });
        json.ExpectEnd();
        if (mean is null)
            entry.Spoil("mean.point_estimate", "a number", "none");
        var report = new BenchmarkReportBuilder(Format, path);
        report.Add(new Measurement
        {
            Benchmark = name,
            MeanNs = mean,
            MedianNs = median,
            StdDevNs = deviation,
            SampleCount = samples.Count,
            Launches = 1,
            SamplesNs = Samples.Keep(samples),
        }, entry.Fault, json.Line);
        return report.Build(new BenchmarkHost());
    }

    private static double? ReadEstimate(EntryScanner entry, string name)
    {
        double? estimate = null;
        entry.ReadObject(name, () =>
        {
            if (entry.IsAt("point_estimate"u8))
                estimate = entry.ReadAmount(name + ".point_estimate");
            else
                entry.Skip();
        });
        return estimate;
    }
}
