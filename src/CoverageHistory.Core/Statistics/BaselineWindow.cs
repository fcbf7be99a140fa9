namespace CoverageHistory.Statistics;

/// <summary>The earlier runs that a new one is judged by, on a logarithmic scale.</summary>
internal sealed class BaselineWindow
{
    /// <summary>Less is not believed: series of a few runs that happen to agree.</summary>
    private const double LeastDeviation = 0.002;

    /// <param name="logs">Oldest first.</param>
    /// <param name="runs">The run that each is of.</param>
    public BaselineWindow(double[] logs, int[] runs)
    {
        Logs = logs;
        Runs = runs;
        if (logs.Length == 0)
            return;
        Centre = HodgesLehmann.Centre(logs);
        var (squares, fourths) = (0.0, 0.0);
        foreach (var log in logs)
        {
            var square = (log - Centre) * (log - Centre);
            squares += square;
            fourths += square * square;
        }
        Variance = logs.Length == 1 ? 0 : Math.Max(squares / (logs.Length - 1), LeastDeviation * LeastDeviation);
        ExcessKurtosis = squares == 0 ? 0 : logs.Length * fourths / (squares * squares) - 3;
    }

    public double[] Logs { get; }

    public int[] Runs { get; }

    public int Count => Logs.Length;

    public double Centre { get; }

    /// <summary>About the centre; 0 for less than two runs.</summary>
    public double Variance { get; }

    /// <summary>How much more often than of a normal distribution runs are far off; 0 is as often.</summary>
    public double ExcessKurtosis { get; }

    /// <summary>The last runs of the present level. Values of 0 have no logarithm and are left out.</summary>
    public static BaselineWindow Of(BenchmarkSeries series, JudgeOptions options)
    {
        var start = Math.Max(series.LevelStart, series.Earlier.Count - options.MostRuns);
        var logs = new List<double>(series.Earlier.Count - start);
        var runs = new List<int>(series.Earlier.Count - start);
        for (var i = start; i < series.Earlier.Count; i++)
        {
            if (series.Earlier[i] > 0)
            {
                logs.Add(Math.Log(series.Earlier[i]));
                // Without numbers, the newest run of every series is the same one.
                runs.Add(series.Runs?[i] ?? i - series.Earlier.Count);
            }
        }
        return new BaselineWindow([.. logs], [.. runs]);
    }

    /// <summary>Without what the runs have in common over all benchmarks.</summary>
    public BaselineWindow Without(IReadOnlyDictionary<int, double> common) =>
        new([.. Logs.Select((log, i) => log - common.GetValueOrDefault(Runs[i]))], Runs);
}
