namespace CoverageHistory.Statistics;

/// <summary>
/// Judges one noisy value a run: a t-test of the new level against the earlier runs, with their variance moderated by the project's,
/// and with the condition that the new value lies beyond every earlier one, which holds whatever shape the noise has.
/// </summary>
/// <param name="prior">Of the noise, from all benchmarks of the project.</param>
internal sealed class TimeJudge(VariancePrior prior, JudgeOptions options)
{
    /// <summary>More re-runs are not proposed.</summary>
    private const int MostReRuns = 20;

    /// <summary>Fewer earlier runs have no noise of their own.</summary>
    private const int FewestForNoise = 3;

    /// <summary>A single run is asked for more than one that was repeated, most of all where few runs show how far off they may be.</summary>
    private const double SingleRunStrictness = 0.5;

    private const int RunsThatShowTails = 32;

    /// <summary>Of heavy-tailed noise the furthest run is not yet seen.</summary>
    private const double SingleRunReserve = 1.3;

    /// <summary>Of the earlier runs, one of so many may have gone as far as all of several new ones.</summary>
    private const int RunsAnOutlier = 16;

    /// <summary>Of several runs, each has to be as unlikely as this by itself, so that one outlier makes no call.</summary>
    private const double EachRunAlpha = 0.2;

    private readonly Dictionary<(double, double), double> _quantiles = [];

    /// <summary>Without the correction for the number of benchmarks.</summary>
    /// <param name="logs">Of the new values, at least one.</param>
    public JudgedBenchmark Judge(BenchmarkSeries series, BaselineWindow window, double[] logs, double commonMode)
    {
        var level = HodgesLehmann.Centre(logs);
        var judged = new JudgedBenchmark
        {
            Series = series,
            Verdict = BenchmarkVerdict.Inconclusive,
            Notes = commonMode == 1 ? JudgeNotes.None : JudgeNotes.CommonModeCorrected,
            Head = Math.Exp(level),
            BaselineRuns = window.Count,
            CommonMode = commonMode,
        };
        if (window.Count == 0)
            return judged with { Notes = judged.Notes | JudgeNotes.NoBaseline };
        var change = level - window.Centre;
        judged = judged with { Base = Math.Exp(window.Centre), Ratio = Math.Exp(change) };
        if (!series.IsEnvironmentKnown || window.Count < FewestForNoise)
            return WithoutNoise(judged, series, logs, window.Centre);
        return Test(judged, new LevelComparison(window, logs, change, series.Sign, prior, _quantiles));
    }

    /// <summary>Whether a single new run would be called worse, and nothing else of it: of runs that nobody changed, one of fifty costs time.</summary>
    public bool IsCalledWorse(ReadOnlySpan<double> earlier, double log, int sign)
    {
        foreach (var one in earlier)
        {
            if (sign * (one - log) >= 0)
                return false;
        }
        var window = new BaselineWindow(earlier.ToArray(), []);
        var comparison = new LevelComparison(window, [log], log - window.Centre, sign, prior, _quantiles);
        return !NeedsReRun(comparison) && IsUnlikely(comparison) && !WasSeenBefore(comparison);
    }

    /// <summary>What is left when all p-values of the run are known.</summary>
    public JudgedBenchmark Decide(JudgedBenchmark judged, double adjustedPValue)
    {
        judged = judged with { AdjustedPValue = adjustedPValue };
        return judged.Verdict is BenchmarkVerdict.Regression or BenchmarkVerdict.Improvement && adjustedPValue > options.FalseDiscoveryRate
            ? judged with { Verdict = BenchmarkVerdict.Inconclusive, Notes = judged.Notes | JudgeNotes.OneOfMany, ReRuns = 1 }
            : judged;
    }

    private JudgedBenchmark WithoutNoise(JudgedBenchmark judged, BenchmarkSeries series, double[] logs, double centre)
    {
        var limit = Math.Log(options.CatastropheRatio);
        return judged with
        {
            Verdict = logs.All(log => series.Sign * (log - centre) >= limit) ? BenchmarkVerdict.Regression
                : logs.All(log => series.Sign * (log - centre) <= -limit) ? BenchmarkVerdict.Improvement : BenchmarkVerdict.Inconclusive,
            Notes = judged.Notes | (series.IsEnvironmentKnown ? JudgeNotes.FewRuns : JudgeNotes.UnknownEnvironment),
        };
    }

    private JudgedBenchmark Test(JudgedBenchmark judged, LevelComparison comparison)
    {
        var half = comparison.Reach(0.05, comparison.NewRuns);
        judged = judged with
        {
            Noise = comparison.Deviation,
            PValue = comparison.PValue,
            Low = Math.Exp(comparison.Change - half),
            High = Math.Exp(comparison.Change + half),
            SmallestDetectable = SmallestDetectable(comparison),
        };
        var needsReRun = NeedsReRun(comparison);
        if (needsReRun)
            judged = judged with { Notes = judged.Notes | JudgeNotes.FewRuns };
        if (IsUnlikely(comparison))
        {
            if (WasSeenBefore(comparison))
                judged = judged with { Notes = judged.Notes | JudgeNotes.SeenBefore };
            else if (!needsReRun)
                return judged with { Verdict = VerdictOf(comparison) };
        }
        return IsEquivalent(comparison, comparison.NewRuns)
            ? judged with { Verdict = BenchmarkVerdict.Equivalent }
            : judged with { ReRuns = ReRuns(comparison) };
    }

    private double AlphaOf(LevelComparison comparison, int newRuns) => newRuns > 1 ? options.Alpha
        : options.Alpha * SingleRunStrictness * Math.Min(1, comparison.BaselineRuns / (double)RunsThatShowTails);

    private static bool WasSeenBefore(LevelComparison comparison) => comparison.NewRuns == 1
        ? comparison.SeenBefore(SingleRunReserve) > 0
        : comparison.SeenBefore(1) > comparison.BaselineRuns / RunsAnOutlier;

    private bool IsUnlikely(LevelComparison comparison) =>
        Math.Abs(comparison.Change) >= Math.Log(1 + options.LeastEffect)
        && comparison.PValue <= AlphaOf(comparison, comparison.NewRuns)
        && (comparison.NewRuns == 1 || comparison.LeastDistance >= comparison.Reach(EachRunAlpha, 1));

    private bool NeedsReRun(LevelComparison comparison) => comparison.NewRuns == 1 && comparison.BaselineRuns < options.FewestRuns;

    private static BenchmarkVerdict VerdictOf(LevelComparison comparison) =>
        comparison.Sign * comparison.Change > 0 ? BenchmarkVerdict.Regression : BenchmarkVerdict.Improvement;

    /// <summary>Two one-sided tests at 5 % each (Schuirmann 1987).</summary>
    private bool IsEquivalent(LevelComparison comparison, int newRuns) =>
        Math.Abs(comparison.Change) + comparison.Reach(0.1, newRuns) <= Math.Log(1 + options.EquivalenceMargin);

    private int? ReRuns(LevelComparison comparison)
    {
        var isEnough = Math.Abs(comparison.Change) >= Math.Log(1 + options.LeastEffect);
        for (var more = 1; more <= MostReRuns; more++)
        {
            var runs = comparison.NewRuns + more;
            if ((isEnough && Math.Abs(comparison.Change) >= comparison.Reach(AlphaOf(comparison, runs), runs)) || IsEquivalent(comparison, runs))
                return more;
        }
        return null;
    }

    private double SmallestDetectable(LevelComparison comparison)
    {
        var runs = comparison.BaselineRuns < options.FewestRuns ? 2 : 1;
        return Math.Exp(Math.Max(Math.Log(1 + options.LeastEffect),
            comparison.Reach(AlphaOf(comparison, runs), runs) + comparison.Reach(0.4, runs))) - 1;
    }
}
