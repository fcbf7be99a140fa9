using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>The entries of one benchmark: its repetitions are samples, unless only aggregates of them were written.</summary>
internal sealed class GoogleRepetitions(int line)
{
    private readonly List<double> _times = [];
    private readonly List<double> _cpuTimes = [];
    private readonly Dictionary<string, List<double>> _counters = new(StringComparer.Ordinal);
    private double? _mean;
    private double? _median;
    private double? _deviation;
    private bool _failed;

    /// <summary>Where it begins.</summary>
    public int Line => line;

    /// <summary>A repetition that is wrong spoils the benchmark: the others are not all of it.</summary>
    public EntryFault? Fault { get; private set; }

    public void Add(GoogleEntry one, EntryFault? fault)
    {
        Fault ??= fault;
        _failed |= one.HasNoResult;
        if (fault is not null || one.HasNoResult)
            return;
        switch (one.Aggregate)
        {
            case null:
                Keep(one);
                break;
            case "mean":
                _mean = one.Time;
                if (_times.Count == 0)
                    KeepCounters(one);
                break;
            case "median":
                _median = one.Time;
                break;
            case "stddev":
                _deviation = one.Time;
                break;
        }
    }

    public Measurement ToMeasurement(Benchmark benchmark)
    {
        if (_failed)
            return new Measurement { Benchmark = benchmark };
        return new Measurement
        {
            Benchmark = benchmark,
            MeanNs = _mean ?? Samples.Mean(_times),
            MedianNs = _median ?? Samples.Median(_times),
            StdDevNs = _deviation ?? Samples.StandardDeviation(_times),
            SampleCount = _times.Count,
            Launches = 1,
            SamplesNs = Samples.Keep(_times),
            Values = BenchmarkMetric.Order(_counters
                .Select(counter => BenchmarkMetric.Of(counter.Key, UnitOf(counter.Key), DirectionOf(counter.Key), Samples.Mean(counter.Value)!.Value))
                .Concat(_cpuTimes.Count == 0 ? [] : [BenchmarkMetric.Of("cpu_time", BenchmarkMetric.Nanoseconds, MetricDirection.Lower, Samples.Mean(_cpuTimes)!.Value)])),
        };
    }

    private void Keep(GoogleEntry one)
    {
        if (one.Time is { } time)
            _times.Add(time);
        KeepCounters(one);
    }

    private void KeepCounters(GoogleEntry one)
    {
        if (one.CpuTime is { } cpu)
            _cpuTimes.Add(cpu);
        foreach (var (name, value) in one.Counters)
        {
            if (!_counters.TryGetValue(name, out var values))
                _counters.Add(name, values = []);
            values.Add(value);
        }
    }

    private static string UnitOf(string counter) => counter switch
    {
        "bytes_per_second" => "B/s",
        "items_per_second" => "1/s",
        "max_bytes_used" or "total_allocated_bytes" or "net_heap_growth" => BenchmarkMetric.Bytes,
        _ => "",
    };

    private static MetricDirection DirectionOf(string counter) => counter switch
    {
        "bytes_per_second" or "items_per_second" => MetricDirection.Higher,
        "max_bytes_used" or "total_allocated_bytes" or "net_heap_growth" or "allocs_per_iter" => MetricDirection.Lower,
        _ => MetricDirection.None,
    };
}
