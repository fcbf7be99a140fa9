namespace CoverageHistory.Statistics;

/// <summary>How the values of a series come about, and so how they are judged.</summary>
internal enum BenchmarkMetric
{
    /// <summary>Noisy, on a logarithmic scale: times, throughputs.</summary>
    Time,

    /// <summary>Counted, nearly exact: bytes allocated by one operation.</summary>
    Allocation,
}
