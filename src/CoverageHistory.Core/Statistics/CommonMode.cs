namespace CoverageHistory.Statistics;

/// <summary>
/// What all benchmarks of a run have in common: a busy or throttled machine moves them together. It is the median over the benchmarks of
/// the distance to their levels, which up to half of them that really change do not move.
/// </summary>
internal sealed class CommonMode
{
    /// <summary>The median of fewer is too much each one's own noise.</summary>
    private const int FewestBenchmarks = 8;

    /// <summary>Fewer runs do not tell what is usual.</summary>
    private const int FewestRuns = 8;

    /// <summary>Taking it out has to leave less than this of the usual benchmark's variance.</summary>
    private const double WorthIt = 0.8;

    /// <summary>A move that is less probable than this is not the machine's usual one.</summary>
    private const double UnusualAlpha = 0.004;

    /// <summary>Smaller moves are not worth a word.</summary>
    private const double LeastUnusual = 0.01;

    private CommonMode(IReadOnlyDictionary<int, double> earlier, double[] head, bool isHelpful, bool isUnusual)
    {
        Earlier = earlier;
        Head = head;
        IsHelpful = isHelpful;
        IsUnusual = isUnusual;
    }

    /// <summary>Logarithms by run of the history.</summary>
    public IReadOnlyDictionary<int, double> Earlier { get; }

    /// <summary>Logarithms of the new run and its re-runs.</summary>
    public IReadOnlyList<double> Head { get; }

    /// <summary>Whether values are steadier without it.</summary>
    public bool IsHelpful { get; }

    /// <summary>Whether the new run moved further than the machine ever made runs move: that need not be the machine.</summary>
    public bool IsUnusual { get; }

    /// <summary>Ratio by which the new run moved as a whole.</summary>
    public double Ratio => Head.Count == 0 ? 1 : Math.Exp(Head.Average());

    /// <param name="windows">Of the benchmarks of one environment, each with the logarithms of its new values.</param>
    public static CommonMode Find(IReadOnlyList<(BaselineWindow Window, double[] New)> windows)
    {
        var judged = windows.Where(one => one.Window.Count >= FewestRuns).ToList();
        var earlier = new Dictionary<int, double>();
        foreach (var run in judged.SelectMany(one => one.Window.Runs.Select((run, i) => (run, Distance: one.Window.Logs[i] - one.Window.Centre))).GroupBy(one => one.run))
        {
            var distances = run.Select(one => one.Distance).ToArray();
            if (distances.Length >= FewestBenchmarks)
                earlier.Add(run.Key, OrderStatistic.Median(distances));
        }
        var head = Enumerable.Range(0, judged.Count < FewestBenchmarks ? 0 : judged.Max(one => one.New.Length))
            .Select(at => judged.Where(one => at < one.New.Length).Select(one => one.New[at] - one.Window.Centre).ToArray())
            .TakeWhile(distances => distances.Length >= FewestBenchmarks).ToArray();
        if (earlier.Count < FewestRuns || head.Length == 0)
            return new CommonMode(earlier, [], isHelpful: false, isUnusual: false);
        var isHelpful = OrderStatistic.MedianOf(judged.Select(one => one.Window.Without(earlier).Variance / one.Window.Variance)) < WorthIt;
        var deviation = Math.Sqrt(earlier.Values.Sum(value => value * value) / earlier.Count);
        var usual = Math.Max(LeastUnusual, Math.Max(TailProbability.StudentQuantile(UnusualAlpha, earlier.Count - 1) * deviation, earlier.Values.Max(Math.Abs)));
        return new CommonMode(earlier, [.. head.Select(distances => OrderStatistic.MedianOf(distances))], isHelpful, head.Any(distances => IsMoved(distances, usual)));
    }

    /// <summary>Whether three quarters of the benchmarks moved the same way, further than usual: fewer did so each for itself.</summary>
    private static bool IsMoved(double[] distances, double usual) =>
        distances.Count(distance => distance > usual) * 4 >= distances.Length * 3 || distances.Count(distance => distance < -usual) * 4 >= distances.Length * 3;
}
