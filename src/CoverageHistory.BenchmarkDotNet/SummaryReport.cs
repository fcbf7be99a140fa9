using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using CoverageHistory.Formats.Benchmarks;
using CoverageHistory.Formats.Benchmarks.Dotnet;
using Perfolizer.Helpers;
using Measured = CoverageHistory.Model.Measurement;

namespace CoverageHistory.BenchmarkDotNet;

/// <summary>What a summary says, under the names and with the numbers that its full JSON report would be read with.</summary>
internal static class SummaryReport
{
    private const string Format = "benchmarkdotnet";

    public static Model.BenchmarkReport Of(Summary summary)
    {
        var host = HostOf(summary.HostEnvironmentInfo);
        var found = summary.Reports.Select(report => Read(report, host)).OfType<(Measured, BenchmarkDotNetJob, int)>().ToList();
        var report = new BenchmarkReportBuilder(Format, "");
        foreach (var (measurement, line) in JobClashes.Resolve(found))
            report.Add(measurement, null, line);
        return report.Build(host.ToHost([.. found.Select(item => item.Item2)]));
    }

    private static BenchmarkDotNetHost HostOf(HostEnvironmentInfo host) => new()
    {
        Cpu = host.Cpu.Value.ToShortBrandName(),
        Cores = host.Cpu.Value?.LogicalCoreCount,
        Os = host.Os.Value.ToBrandString(),
        Architecture = host.Architecture,
        Runtime = host.RuntimeVersion,
        HasDebugger = host.HasAttachedDebugger,
        Configuration = host.Configuration,
    };

    private static (Measured, BenchmarkDotNetJob, int)? Read(BenchmarkReport report, BenchmarkDotNetHost host)
    {
        var names = NamesOf(report.BenchmarkCase);
        return names.Name("", host.Runtime) is { } benchmark ? (ResultOf(report).ToMeasurement(benchmark), names.Job, 0) : null;
    }

    private static BenchmarkDotNetEntry NamesOf(BenchmarkCase benchmark) => new()
    {
        DisplayInfo = benchmark.DisplayInfo,
        Namespace = benchmark.Descriptor.Type.Namespace,
        Type = benchmark.Descriptor.Type.Name,
        Method = benchmark.Descriptor.WorkloadMethod.Name,
        MethodTitle = benchmark.Descriptor.WorkloadMethodDisplayInfo,
        Parameters = benchmark.Parameters.PrintInfo,
        FullName = FullNameProvider.GetBenchmarkName(benchmark),
    };

    private static BenchmarkDotNetResult ResultOf(BenchmarkReport report)
    {
        var result = new BenchmarkDotNetResult();
        if (report.ResultStatistics is { } statistics && Amount(statistics.Mean) is { } mean)
        {
            result.HasResult = true;
            result.Mean = mean;
            result.Median = Amount(statistics.Median);
            result.StandardDeviation = Amount(statistics.StandardDeviation);
            result.Count = statistics.N;
        }
        foreach (var iteration in report.AllMeasurements)
            result.Iterations.Add(iteration.IterationMode.ToString(), iteration.IterationStage.ToString(), iteration.LaunchIndex, iteration.Operations, iteration.Nanoseconds);
        foreach (var metric in report.Metrics.Values)
        {
            if (Amount(metric.Value) is { } value)
                result.Metrics.Add(metric.Descriptor.Id, metric.Descriptor.DisplayName, metric.Descriptor.Unit, metric.Descriptor.TheGreaterTheBetter, value);
        }
        if (report.BenchmarkCase.Config.HasMemoryDiagnoser())
            result.Memory = MemoryOf(report.GcStats, report.BenchmarkCase);
        return result;
    }

    private static BenchmarkDotNetMemory MemoryOf(GcStats collections, BenchmarkCase benchmark) => new()
    {
        Gen0Collections = collections.Gen0Collections,
        Gen1Collections = collections.Gen1Collections,
        Gen2Collections = collections.Gen2Collections,
        TotalOperations = collections.TotalOperations,
        BytesAllocatedPerOperation = collections.GetBytesAllocatedPerOperation(benchmark),
    };

    private static double? Amount(double value) => double.IsFinite(value) && value >= 0 ? value : null;
}
