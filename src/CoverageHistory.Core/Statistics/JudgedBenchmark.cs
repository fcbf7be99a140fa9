namespace CoverageHistory.Statistics;

/// <summary>What is to be said of one series in a run. Ratios are head to base.</summary>
internal sealed record JudgedBenchmark
{
    public required BenchmarkSeries Series { get; init; }

    public required BenchmarkVerdict Verdict { get; init; }

    public JudgeNotes Notes { get; init; }

    /// <summary>The level before, in the series' unit; null without one.</summary>
    public double? Base { get; init; }

    /// <summary>The new level, without what <see cref="CommonMode"/> took out.</summary>
    public required double Head { get; init; }

    /// <summary>Null where there is no base, or it is 0.</summary>
    public double? Ratio { get; init; }

    /// <summary>Lower end of the ratio's 95 % interval; null where none is known.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end.</summary>
    public double? High { get; init; }

    /// <summary>Of as much by chance, on either side; null where no probability was needed.</summary>
    public double? PValue { get; init; }

    /// <summary>The least false discovery rate at which it would be called, among the benchmarks of the run.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>
    /// The slowdown that a single run shows four times of five, 0.1 for 10 %; null where none would be called but a catastrophe.
    /// Among many benchmarks of which few change it takes somewhat more.
    /// </summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>Standard deviation between runs on the logarithmic scale, moderated by the project's.</summary>
    public double? Noise { get; init; }

    /// <summary>Earlier runs that it was judged by.</summary>
    public int BaselineRuns { get; init; }

    /// <summary>Further runs of the same commit that would settle it if its level stays; null where none would, or it is settled.</summary>
    public int? ReRuns { get; init; }

    /// <summary>Ratio that was taken out because all benchmarks of the run share it; 1 where nothing was.</summary>
    public double CommonMode { get; init; } = 1;

    /// <summary>Ratio to the level that was last accepted; null where it is not known.</summary>
    public double? Drift { get; init; }
}
