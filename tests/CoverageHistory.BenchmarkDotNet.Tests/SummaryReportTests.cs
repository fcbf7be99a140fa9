using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Reports;
using CoverageHistory.Formats;

namespace CoverageHistory.BenchmarkDotNet.Tests;

[Collection(OneSampleRun.Name)]
public sealed class SummaryReportTests(SampleRun run)
{
    [Fact]
    public void A_summary_says_what_its_full_report_says() => Assert.All(run.Summaries, summary =>
    {
        var (own, full) = (SummaryReport.Of(summary), Read(summary));

        Assert.NotEmpty(own.Measurements);
        Assert.Equal(full.Measurements.Select(Describe), own.Measurements.Select(Describe));
        Assert.Equal(full.Host with { Notes = [] }, own.Host with { Notes = [] });
        Assert.Equal(full.Host.Notes, own.Host.Notes);
        Assert.Equal(full.Format, own.Format);
        Assert.Equal(full.Diagnostics.Select(diagnostic => diagnostic.Message), own.Diagnostics.Select(diagnostic => diagnostic.Message));
    });

    [Fact]
    public void Each_job_type_and_set_of_parameters_is_a_series_of_its_own()
    {
        var names = run.Summaries.SelectMany(summary => SummaryReport.Of(summary).Measurements).Select(measurement => measurement.Benchmark.FullName).ToList();

        Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
        Assert.Equal((4 * 2 * 2) - 4 + 2 + 2, names.Count);
        Assert.Contains("CoverageHistory.BenchmarkDotNet.Tests.Orders.Join(Lines: 3) [ShortRun]", names);
        Assert.Contains("CoverageHistory.BenchmarkDotNet.Tests.Orders+Shelf.Add [Longer]", names);
    }

    [Fact]
    public void What_was_measured_is_there_and_what_failed_has_no_result()
    {
        var measurements = SummaryReport.Of(run.Summaries[0]).Measurements.ToLookup(measurement => measurement.Benchmark.Method);

        Assert.All(measurements["Join"], join =>
        {
            Assert.True(join is { MeanNs: > 0, MedianNs: > 0, SampleCount: >= 3, Launches: 1, AllocatedBytes: > 0 });
            Assert.Equal(join.SampleCount, join.SamplesNs.Count);
            Assert.Contains(join.Values, value => value.Metric.Name.Contains("Lock", StringComparison.OrdinalIgnoreCase));
        });
        Assert.NotEmpty(measurements["Fails"]);
        Assert.All(measurements["Fails"], failed => Assert.False(failed.HasResult));
    }

    [Fact]
    public void However_they_come_the_same_measurements_are_the_same_content() => Assert.All(run.Summaries, summary =>
    {
        var own = MeasuredContent.HashOf(SummaryReport.Of(summary).Measurements);

        Assert.NotNull(own);
        Assert.All([JsonExporter.Full, JsonExporter.Brief, JsonExporter.FullCompressed], exporter =>
            Assert.Equal(own, MeasuredContent.HashOf(ReportFile.Read(SampleRun.ReportOf(summary, exporter), ReadLimits.Default, CancellationToken.None).Benchmarks!.Measurements)));
    });

    private static Model.BenchmarkReport Read(Summary summary) =>
        ReportFile.Read(SampleRun.ReportOf(summary, JsonExporter.Full), ReadLimits.Default, CancellationToken.None).Benchmarks!;

    private static string Describe(Model.Measurement measurement) =>
        $"{measurement with { SamplesNs = [], Values = [] }} {string.Join(' ', measurement.SamplesNs)} {string.Join(' ', measurement.Values)}";
}
