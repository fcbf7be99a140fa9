using CoverageHistory.Model;

namespace CoverageHistory.Statistics;

/// <summary>One metric of one benchmark in one environment: one value a run, the median of its iterations.</summary>
internal sealed record BenchmarkSeries
{
    /// <summary>The benchmark's name; with the metric it tells the series of a run apart.</summary>
    public required string Key { get; init; }

    public BenchmarkMetric Metric { get; init; }

    /// <summary><see cref="MetricDirection.Lower"/> or <see cref="MetricDirection.Higher"/>.</summary>
    public MetricDirection Better { get; init; } = MetricDirection.Lower;

    /// <summary>Of earlier runs, in the order of the history.</summary>
    public required IReadOnlyList<double> Earlier { get; init; }

    /// <summary>
    /// The run that each earlier value is of, as its position in the history, ascending: what tells which values of several benchmarks
    /// belong together. Null: every run up to the newest has a value.
    /// </summary>
    public IReadOnlyList<int>? Runs { get; init; }

    /// <summary>Of the run to judge, and of re-runs of the same commit; at least one.</summary>
    public required IReadOnlyList<double> New { get; init; }

    /// <summary>Index of the first earlier value of the present level: of the last change point, or of the level that was accepted since.</summary>
    public int LevelStart { get; init; }

    /// <summary>Index of the first value of the level that was last accepted, from which drift is measured.</summary>
    public int AcceptedStart { get; init; }

    /// <summary>1 where more is worse, else -1.</summary>
    public int Sign => Better == MetricDirection.Higher ? -1 : 1;

    /// <summary>False: the earlier values come from other machines.</summary>
    public bool IsEnvironmentKnown { get; init; } = true;

    /// <summary>Processes a value stands on; 0 where unknown.</summary>
    public int Launches { get; init; }

    /// <summary>Relative standard error that the iterations of a run state of its value, of a usual run; null where unknown.</summary>
    public double? StatedError { get; init; }
}
