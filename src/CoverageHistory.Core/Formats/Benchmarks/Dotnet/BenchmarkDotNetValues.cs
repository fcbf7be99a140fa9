using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>Reads what an entry of BenchmarkDotNet says was measured.</summary>
internal sealed class BenchmarkDotNetValues(EntryScanner entry)
{
    private readonly BenchmarkDotNetResult _result = new();

    /// <summary>Reads the member that the current token names; false, and nothing is read, when it is none of these.</summary>
    public bool TryRead()
    {
        if (entry.IsAt("Statistics"u8))
            ReadStatistics();
        else if (entry.IsAt("Memory"u8))
        {
            var memory = new BenchmarkDotNetMemory();
            _result.Memory = entry.ReadObject("Memory", () => ReadMemory(memory)) ? memory : null;
        }
        else if (entry.IsAt("Measurements"u8))
            _result.Iterations.Read(entry);
        else if (entry.IsAt("Metrics"u8))
            _result.Metrics.Read(entry);
        else
            return false;
        return true;
    }

    public Measurement ToMeasurement(Benchmark benchmark) => _result.ToMeasurement(benchmark);

    private void ReadStatistics()
    {
        _result.HasResult = entry.ReadObject("Statistics", () =>
        {
            if (entry.IsAt("Mean"u8))
                _result.Mean = entry.ReadAmount("Statistics.Mean");
            else if (entry.IsAt("Median"u8))
                _result.Median = entry.ReadAmount("Statistics.Median");
            else if (entry.IsAt("StandardDeviation"u8))
                _result.StandardDeviation = entry.ReadOptional();
            else if (entry.IsAt("N"u8))
                _result.Count = entry.ReadCount("Statistics.N") ?? 0;
            else if (entry.IsAt("OriginalValues"u8))
                _result.OriginalValues = entry.ReadAmounts("Statistics.OriginalValues");
            else
                entry.Skip();
        });
        if (_result is { HasResult: true, Mean: null })
            entry.Spoil("Statistics.Mean", "a number", "none");
    }

    private void ReadMemory(BenchmarkDotNetMemory memory)
    {
        if (entry.IsAt("Gen0Collections"u8))
            memory.Gen0Collections = entry.ReadAmount("Memory.Gen0Collections");
        else if (entry.IsAt("Gen1Collections"u8))
            memory.Gen1Collections = entry.ReadAmount("Memory.Gen1Collections");
        else if (entry.IsAt("Gen2Collections"u8))
            memory.Gen2Collections = entry.ReadAmount("Memory.Gen2Collections");
        else if (entry.IsAt("TotalOperations"u8))
            memory.TotalOperations = entry.ReadAmount("Memory.TotalOperations");
        else if (entry.IsAt("BytesAllocatedPerOperation"u8))
            memory.BytesAllocatedPerOperation = entry.ReadAmount("Memory.BytesAllocatedPerOperation");
        else if (entry.IsAt("AllocatedBytes"u8))
            memory.AllocatedBytes = entry.ReadAmount("Memory.AllocatedBytes");
        else
            entry.Skip();
    }
}
