namespace CoverageHistory.Statistics;

/// <summary>What small changes, none of which is called, have added up to since the level that was last accepted.</summary>
internal static class DriftBudget
{
    /// <summary>Runs that make the accepted level, and at most as many the present one.</summary>
    private const int RunsOfALevel = 8;

    public static JudgedBenchmark Measure(JudgedBenchmark judged, JudgeOptions options)
    {
        var series = judged.Series;
        if (!series.IsEnvironmentKnown || series.Earlier.Count - series.AcceptedStart < RunsOfALevel)
            return judged;
        var accepted = Logs(series.Earlier.Skip(series.AcceptedStart).Take(RunsOfALevel));
        // New values count as one run, and only at the present level.
        var since = Math.Max(Math.Max(series.LevelStart, series.AcceptedStart), series.Earlier.Count - RunsOfALevel + 1);
        var present = Logs(series.Earlier.Skip(since).Append(OrderStatistic.MedianOf(series.New) / judged.CommonMode));
        if (accepted.Length < RunsOfALevel || present.Length == 0)
            return judged;
        var drift = HodgesLehmann.Centre(present) - HodgesLehmann.Centre(accepted);
        judged = judged with { Drift = Math.Exp(drift) };
        var worse = series.Sign * drift;
        var doubt = judged.Noise is { } noise
            ? TailProbability.StudentQuantile(options.Alpha, 2 * RunsOfALevel - 2) * noise * Math.Sqrt(1.0 / accepted.Length + 1.0 / present.Length) : 0;
        return worse > Math.Log(1 + options.DriftBudget) && worse - doubt > Math.Log(1 + options.LeastEffect)
            ? judged with { Notes = judged.Notes | JudgeNotes.DriftBudgetSpent }
            : judged;
    }

    private static double[] Logs(IEnumerable<double> values) => [.. values.Where(value => value > 0).Select(value => Math.Log(value))];
}
