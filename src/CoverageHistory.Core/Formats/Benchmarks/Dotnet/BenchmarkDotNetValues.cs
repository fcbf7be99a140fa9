using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>What an entry of BenchmarkDotNet measured.</summary>
internal sealed class BenchmarkDotNetValues(EntryScanner entry)
{
    private readonly BenchmarkDotNetIterations _iterations = new(entry);
    private readonly BenchmarkDotNetMetrics _metrics = new(entry);
    private bool _hasResult;
    private bool _hasMemory;
    private double? _mean;
    private double? _median;
    private double? _deviation;
    private int _count;
    private List<double> _original = [];
    private double? _gen0, _gen1, _gen2, _operations, _allocated, _allocatedTotal;

    /// <summary>Reads the member that the current token names; false, and nothing is read, when it is none of these.</summary>
    public bool TryRead()
    {
        if (entry.IsAt("Statistics"u8))
            ReadStatistics();
        else if (entry.IsAt("Memory"u8))
            _hasMemory = entry.ReadObject("Memory", ReadMemory);
        else if (entry.IsAt("Measurements"u8))
            _iterations.Read();
        else if (entry.IsAt("Metrics"u8))
            _metrics.Read();
        else
            return false;
        return true;
    }

    public Measurement ToMeasurement(Benchmark benchmark)
    {
        // What a benchmark that failed allocated before it did is no result either.
        if (!_hasResult)
            return new Measurement { Benchmark = benchmark };
        var samples = _iterations.Results.Count > 0 ? _iterations.Results : _original.Count > 0 ? _original : _iterations.Actual;
        return new Measurement
        {
            Benchmark = benchmark,
            MeanNs = _mean,
            MedianNs = _median,
            StdDevNs = _deviation,
            SampleCount = _count,
            Launches = _iterations.Launches,
            SamplesNs = Samples.Keep(samples),
            AllocatedBytes = _hasMemory ? _allocated ?? (_operations > 0 ? _allocatedTotal / _operations : null) : _metrics.AllocatedBytes,
            Gen0Per1000 = _hasMemory ? Per1000(_gen0) : _metrics.Gen0Per1000,
            Gen1Per1000 = _hasMemory ? Per1000(_gen1) : _metrics.Gen1Per1000,
            Gen2Per1000 = _hasMemory ? Per1000(_gen2) : _metrics.Gen2Per1000,
            Values = _metrics.Values,
        };
    }

    private void ReadStatistics()
    {
        _hasResult = entry.ReadObject("Statistics", () =>
        {
            if (entry.IsAt("Mean"u8))
                _mean = entry.ReadAmount("Statistics.Mean");
            else if (entry.IsAt("Median"u8))
                _median = entry.ReadAmount("Statistics.Median");
            else if (entry.IsAt("StandardDeviation"u8))
                _deviation = entry.ReadOptional();
            else if (entry.IsAt("N"u8))
                _count = entry.ReadCount("Statistics.N") ?? 0;
            else if (entry.IsAt("OriginalValues"u8))
                _original = entry.ReadAmounts("Statistics.OriginalValues");
            else
                entry.Skip();
        });
        if (_hasResult && _mean is null)
            entry.Spoil("Statistics.Mean", "a number", "none");
    }

    private void ReadMemory()
    {
        if (entry.IsAt("Gen0Collections"u8))
            _gen0 = entry.ReadAmount("Memory.Gen0Collections");
        else if (entry.IsAt("Gen1Collections"u8))
            _gen1 = entry.ReadAmount("Memory.Gen1Collections");
        else if (entry.IsAt("Gen2Collections"u8))
            _gen2 = entry.ReadAmount("Memory.Gen2Collections");
        else if (entry.IsAt("TotalOperations"u8))
            _operations = entry.ReadAmount("Memory.TotalOperations");
        else if (entry.IsAt("BytesAllocatedPerOperation"u8))
            _allocated = entry.ReadAmount("Memory.BytesAllocatedPerOperation");
        else if (entry.IsAt("AllocatedBytes"u8))
            _allocatedTotal = entry.ReadAmount("Memory.AllocatedBytes");
        else
            entry.Skip();
    }

    private double? Per1000(double? collections) => _operations > 0 ? collections * 1000 / _operations : null;
}
