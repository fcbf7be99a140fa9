using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What BenchmarkDotNet measured of one benchmark, whether a report says so or the process that ran it; null is unknown.</summary>
internal sealed class BenchmarkDotNetResult
{
    /// <summary>There are statistics.</summary>
    public bool HasResult { get; set; }

    public double? Mean { get; set; }

    public double? Median { get; set; }

    public double? StandardDeviation { get; set; }

    public int Count { get; set; }

    /// <summary>What the statistics were made of, where iterations are not told.</summary>
    public IReadOnlyList<double> OriginalValues { get; set; } = [];

    public BenchmarkDotNetIterations Iterations { get; } = new();

    public BenchmarkDotNetMetrics Metrics { get; } = new();

    /// <summary>Null without the diagnoser.</summary>
    public BenchmarkDotNetMemory? Memory { get; set; }

    public Measurement ToMeasurement(Benchmark benchmark)
    {
        // What a benchmark that failed allocated before it did is no result either.
        if (!HasResult)
            return new Measurement { Benchmark = benchmark };
        var samples = Iterations.Results.Count > 0 ? Iterations.Results : OriginalValues.Count > 0 ? OriginalValues : Iterations.Actual;
        return new Measurement
        {
            Benchmark = benchmark,
            MeanNs = Mean,
            MedianNs = Median,
            StdDevNs = StandardDeviation,
            SampleCount = Count,
            Launches = Iterations.Launches,
            SamplesNs = Samples.Keep(samples),
            AllocatedBytes = Memory is { } memory ? memory.AllocatedBytesPerOperation : Metrics.AllocatedBytes,
            Gen0Per1000 = Memory is null ? Metrics.Gen0Per1000 : Memory.Per1000(Memory.Gen0Collections),
            Gen1Per1000 = Memory is null ? Metrics.Gen1Per1000 : Memory.Per1000(Memory.Gen1Collections),
            Gen2Per1000 = Memory is null ? Metrics.Gen2Per1000 : Memory.Per1000(Memory.Gen2Collections),
            Values = Metrics.Values,
        };
    }
}
