namespace CoverageHistory.Model;

/// <summary>What one run says of one benchmark. Numbers are finite and not negative; null where the source tells none.</summary>
public sealed record Measurement
{
    /// <summary>The most samples that are kept of a measurement.</summary>
    internal const int MostSamples = 64;

    /// <summary>What was measured.</summary>
    public required Benchmark Benchmark { get; init; }

    /// <summary>Mean time of one operation in nanoseconds, as the source states it; null when the benchmark has no result.</summary>
    public double? MeanNs { get; init; }

    /// <summary>Median time of one operation in nanoseconds; null when the source tells neither it nor samples.</summary>
    public double? MedianNs { get; init; }

    /// <summary>Standard deviation of the samples in nanoseconds, n − 1 in the denominator.</summary>
    public double? StdDevNs { get; init; }

    /// <summary>How many samples the statistics were made of; 0 where unknown.</summary>
    public int SampleCount { get; init; }

    /// <summary>Processes the samples come from; 0 where unknown.</summary>
    public int Launches { get; init; }

    /// <summary>
    /// Nanoseconds of one operation in each iteration, in the order they were taken, rounded to five significant digits; of more than
    /// <see cref="MostSamples"/>, that many at equal distances. For looking at: statistics are above.
    /// </summary>
    public IReadOnlyList<double> SamplesNs { get; init; } = [];

    /// <summary>Bytes allocated by one operation.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>Collections of generation 0 in 1,000 operations.</summary>
    public double? Gen0Per1000 { get; init; }

    /// <summary>Collections of generation 1 in 1,000 operations.</summary>
    public double? Gen1Per1000 { get; init; }

    /// <summary>Collections of generation 2 in 1,000 operations.</summary>
    public double? Gen2Per1000 { get; init; }

    /// <summary>What else was measured of it, such as hardware counters, ordered by name, each (name, unit) once.</summary>
    public IReadOnlyList<MetricValue> Values { get; init; } = [];

    /// <summary>False for a benchmark that failed or did not run.</summary>
    public bool HasResult => MeanNs is not null || MedianNs is not null || AllocatedBytes is not null || Values.Count > 0;
}
