namespace CoverageHistory.Statistics;

/// <summary>How fit the times of a benchmark are for a gate, told from the history itself. Rates are shares of 1.</summary>
internal sealed record CalibratedBenchmark
{
    public required BenchmarkSeries Series { get; init; }

    /// <summary>Runs that were judged by those before them.</summary>
    public int Replayed { get; init; }

    /// <summary>Of these, the ones that were called a regression.</summary>
    public int FalseAlarms { get; init; }

    /// <summary>Share of the replayed runs; null without any.</summary>
    public double? FalseAlarmRate => Replayed == 0 ? null : (double)FalseAlarms / Replayed;

    /// <summary>What the rate is not above, with 95 % confidence (Clopper, Pearson 1934).</summary>
    public double? FalseAlarmBound { get; init; }

    /// <summary>
    /// The rate when the runs are shuffled, so that each is judged by any others; null with too few runs. A replayed rate well above it
    /// tells of neighbours that are alike: drift, or a machine with moods.
    /// </summary>
    public double? ShuffledRate { get; init; }

    /// <summary>Standard deviation between runs on the logarithmic scale, moderated; null with too few runs.</summary>
    public double? Noise { get; init; }

    /// <summary>The slowdown that a single run shows four times of five; null with too few runs.</summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>The same if values came from three processes; null where it is not known that processes differ.</summary>
    public double? WithThreeLaunches { get; init; }

    /// <summary>It shows only slowdowns above the limit, or calls too often what is none.</summary>
    public bool IsTooNoisy { get; init; }

    public NoiseAdvice Advice { get; init; }
}
