using CoverageHistory.Model;
using static System.FormattableString;

namespace CoverageHistory.Statistics;

/// <summary>Judges the benchmarks of a run by the earlier runs of the same environment. The method is told in <c>docs/statistics.md</c>.</summary>
internal static class BenchmarkJudge
{
    /// <param name="series">All benchmarks of the run, each metric a series: they tell about each other's noise.</param>
    /// <exception cref="ArgumentException">A value is negative or not finite, or a series has no new value or no direction.</exception>
    public static JudgedRun Judge(IReadOnlyList<BenchmarkSeries> series, JudgeOptions options)
    {
        foreach (var one in series)
            Check(one);
        var windows = new BaselineWindow?[series.Count];
        var logs = new double[series.Count][];
        for (var i = 0; i < series.Count; i++)
        {
            if (series[i].Metric == BenchmarkMetric.Time && series[i].New.All(value => value > 0))
            {
                windows[i] = BaselineWindow.Of(series[i], options);
                logs[i] = [.. series[i].New.Select(value => Math.Log(value))];
            }
        }
        var common = CommonMode.Find([.. Indexes(windows, i => series[i].IsEnvironmentKnown).Select(i => (windows[i]!, logs[i]))]);
        var isCorrected = common.IsHelpful && !common.IsUnusual;
        if (common.IsHelpful)
        {
            foreach (var i in Indexes(windows, i => series[i].IsEnvironmentKnown))
                windows[i] = windows[i]!.Without(common.Earlier);
        }
        var prior = PriorOf(Indexes(windows, i => series[i].IsEnvironmentKnown).Select(i => windows[i]!));
        var judge = new TimeJudge(prior, options);
        var judged = new JudgedBenchmark[series.Count];
        for (var i = 0; i < series.Count; i++)
        {
            judged[i] = series[i].Metric == BenchmarkMetric.Allocation ? AllocationJudge.Judge(series[i], options)
                : windows[i] is not { } window ? NotMeasurable(series[i])
                : isCorrected && series[i].IsEnvironmentKnown ? judge.Judge(series[i], window, Corrected(logs[i], common), common.Ratio)
                : judge.Judge(series[i], window, logs[i], 1);
        }
        CorrectForMany(judged, judge);
        for (var i = 0; i < judged.Length; i++)
        {
            judged[i] = DriftBudget.Measure(judged[i], options);
            if (common.IsUnusual && windows[i] is { } window)
                judged[i] = DoubtMove(judged[i], judge.Judge(series[i], window, Corrected(logs[i], common), common.Ratio));
        }
        return new JudgedRun(judged, common);
    }

    /// <summary>What the benchmarks tell of noise in general: their variances between runs.</summary>
    public static VariancePrior PriorOf(IEnumerable<BaselineWindow> windows) =>
        VariancePrior.Fit([.. windows.Where(window => window.Count >= 3).Select(window => (window.Variance, window.Count - 1))]);

    private static IEnumerable<int> Indexes(BaselineWindow?[] windows, Func<int, bool> isWanted) =>
        Enumerable.Range(0, windows.Length).Where(i => windows[i] is not null && isWanted(i));

    private static double[] Corrected(double[] logs, CommonMode common) =>
        [.. logs.Select((log, i) => log - (i < common.Head.Count ? common.Head[i] : 0))];

    private static void CorrectForMany(JudgedBenchmark[] judged, TimeJudge judge)
    {
        var tested = Enumerable.Range(0, judged.Length).Where(i => judged[i].PValue is not null).ToArray();
        var adjusted = FalseDiscovery.Adjust([.. tested.Select(i => judged[i].PValue!.Value)]);
        for (var i = 0; i < tested.Length; i++)
            judged[tested[i]] = judge.Decide(judged[tested[i]], adjusted[i]);
    }

    /// <summary>A change that is only the move of the whole run is called when a re-run shows it, too.</summary>
    private static JudgedBenchmark DoubtMove(JudgedBenchmark judged, JudgedBenchmark alone)
    {
        if (judged.Verdict is not (BenchmarkVerdict.Regression or BenchmarkVerdict.Improvement) || alone.Verdict == judged.Verdict)
            return judged;
        return judged.Series.New.Count > 1
            ? judged with { Notes = judged.Notes | JudgeNotes.MovedTogether }
            : judged with { Notes = judged.Notes | JudgeNotes.MovedTogether, Verdict = BenchmarkVerdict.Inconclusive, ReRuns = 1 };
    }

    private static JudgedBenchmark NotMeasurable(BenchmarkSeries series) => new()
    {
        Series = series,
        Verdict = series.New.Concat(series.Earlier.Skip(series.LevelStart)).All(value => value == 0) && series.Earlier.Count > series.LevelStart
            ? BenchmarkVerdict.Equivalent : BenchmarkVerdict.Inconclusive,
        Notes = JudgeNotes.NotMeasurable,
        Head = OrderStatistic.MedianOf(series.New),
    };

    private static void Check(BenchmarkSeries series)
    {
        if (series.New.Count == 0)
            throw new ArgumentException($"{series.Key} has no new value: leave it out.", nameof(series));
        if (series.Better == MetricDirection.None)
            throw new ArgumentException($"{series.Key} has no better direction: leave it out, or say which is better.", nameof(series));
        if (series.LevelStart < 0 || series.LevelStart > series.Earlier.Count)
            throw new ArgumentException(Invariant($"The level of {series.Key} begins at {series.LevelStart}, but it has {series.Earlier.Count} runs: give an index of one, or their number."), nameof(series));
        foreach (var value in series.Earlier.Concat(series.New))
        {
            if (!double.IsFinite(value) || value < 0)
                throw new ArgumentException(Invariant($"{series.Key} has the value {value}: leave out what is negative or not finite."), nameof(series));
        }
    }
}
