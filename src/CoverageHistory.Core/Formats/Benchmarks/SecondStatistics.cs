using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Statistics in seconds, as some tools state them of an entry.</summary>
/// <param name="parent">The member they are in, with a dot after it; empty when they are the entry's own.</param>
/// <param name="samples">What the tool calls the samples.</param>
internal sealed class SecondStatistics(EntryScanner entry, string parent, string samples)
{
    private List<double> _times = [];
    private double? _mean;
    private double? _median;
    private double? _deviation;

    /// <summary>How many samples the file has.</summary>
    public int Count => _times.Count;

    /// <summary>Reads the member that the current token names; false, and nothing is read, when it is none of these.</summary>
    public bool TryRead()
    {
        if (entry.IsAt("mean"u8))
            _mean = entry.ReadAmount(parent + "mean");
        else if (entry.IsAt("median"u8))
            _median = entry.ReadAmount(parent + "median");
        else if (entry.IsAt("stddev"u8))
            _deviation = entry.ReadOptional();
        else if (entry.IsAt(samples))
            _times = entry.ReadAmounts(parent + samples);
        else
            return false;
        return true;
    }

    /// <summary>Spoils the entry when there is no mean.</summary>
    public Measurement ToMeasurement(Benchmark benchmark)
    {
        if (_mean is null)
            entry.Spoil(parent + "mean", "a number", "none");
        return new Measurement
        {
            Benchmark = benchmark,
            MeanNs = ToNanoseconds(_mean),
            MedianNs = ToNanoseconds(_median),
            StdDevNs = ToNanoseconds(_deviation),
            SampleCount = Count,
            SamplesNs = Samples.Keep([.. _times.Select(time => time * TimeUnit.Second)]),
        };
    }

    private static double? ToNanoseconds(double? seconds) => seconds * TimeUnit.Second;
}
