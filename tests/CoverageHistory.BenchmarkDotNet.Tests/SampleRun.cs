using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CoverageHistory.TestKit;

namespace CoverageHistory.BenchmarkDotNet.Tests;

/// <summary>A real run of the sample benchmarks, once for all tests: short, in this process, with two jobs that differ in nothing but how much they measure.</summary>
public sealed class SampleRun : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public SampleRun()
    {
        var shortJob = Job.ShortRun.WithToolchain(InProcessEmitToolchain.DontLogOutput).WithInvocationCount(16).WithUnrollFactor(16);
        Config = ManualConfig.CreateEmpty()
            .AddColumnProvider([.. DefaultConfig.Instance.GetColumnProviders()])
            .AddJob(shortJob)
            .AddJob(shortJob.WithIterationCount(4).WithId("Longer"))
            .AddExporter(JsonExporter.Full, JsonExporter.Brief, JsonExporter.FullCompressed)
            .AddLogger(Log)
            .WithArtifactsPath(_folder.Path)
            // The tests are a debug build.
            .WithOptions(ConfigOptions.DisableOptimizationsValidator);
        Summaries = [.. new[] { typeof(Orders), typeof(Orders.Shelf), typeof(Basket<List<string>>) }.SelectMany(type => BenchmarkRunner.Run(type, Config) is var summary ? (Summary[])[summary] : [])];
    }

    public IReadOnlyList<Summary> Summaries { get; }

    public IConfig Config { get; }

    public AccumulationLogger Log { get; } = new();

    /// <summary>The report that an exporter of the configuration wrote of a summary.</summary>
    public static string ReportOf(Summary summary, IExporter exporter) => ((ExporterBase)exporter).GetArtifactFullName(summary);

    public void Dispose() => _folder.Dispose();
}
