using System.Text;

namespace CoverageHistory.Statistics;

/// <summary>
/// Judges the past of benchmarks, where nothing changed: what is called there is a false alarm. A, A and no B. The change points were
/// found in the same runs, which hides alarms that became levels of their own; shuffled runs have no such levels.
/// </summary>
internal static class BenchmarkCalibration
{
    private const int Shuffles = 200;
    private const double Confidence = 0.95;
    private const int LaunchesAdvised = 3;

    /// <summary>Neighbours that are less alike are so by chance.</summary>
    private const double LikeNeighbours = 0.3;

    /// <summary>Two equally frequent states have -2, a normal distribution 0.</summary>
    private const double TwoStatesKurtosis = -1;

    /// <summary>Noise beyond what iterations state, and noise that they explain.</summary>
    private const double BeyondStated = 2;
    private const double ExplainedByStated = 1.25;

    /// <param name="series">Times and allocations of a project; the result is of the times, in their order.</param>
    /// <param name="mostDetectable">A benchmark that shows only greater slowdowns is too noisy.</param>
    public static IReadOnlyList<CalibratedBenchmark> Calibrate(IReadOnlyList<CalibrationSeries> series, JudgeOptions options, double mostDetectable = 0.1)
    {
        var steady = series.Where(one => one.Series.Metric == BenchmarkMetric.Allocation && IsSteady(one, options)).Select(one => one.Series.Key).ToHashSet(StringComparer.Ordinal);
        var times = series.Where(one => one.Series.Metric == BenchmarkMetric.Time).Select(one => (one.Series, Stretches: Stretches(one, options))).ToList();
        var windows = times.ConvertAll(one => BaselineWindow.Of(one.Series, options));
        var judge = new TimeJudge(BenchmarkJudge.PriorOf(windows), options);
        var calibrated = new List<CalibratedBenchmark>(times.Count);
        for (var i = 0; i < times.Count; i++)
        {
            var (one, stretches) = times[i];
            var result = Measure(one, windows[i], stretches, judge, options);
            var isBlind = result.SmallestDetectable is not { } detectable || detectable > mostDetectable;
            var isLoud = result.ShuffledRate > options.Alpha || (result.FalseAlarms > 0 && LowerBound(result.FalseAlarms, result.Replayed) > options.Alpha);
            calibrated.Add(result with { IsTooNoisy = isBlind || isLoud, Advice = isBlind || isLoud ? Advise(result, windows[i], steady.Contains(one.Key), options) : NoiseAdvice.None });
        }
        return calibrated;
    }

    private static CalibratedBenchmark Measure(BenchmarkSeries series, BaselineWindow window, List<double[]> stretches, TimeJudge judge, JudgeOptions options)
    {
        var result = new CalibratedBenchmark { Series = series };
        if (window.Count < options.FewestRuns)
            return result;
        var judged = judge.Judge(series, window, [window.Centre], 1);
        var (replayed, alarms) = Replay(series, stretches, judge, options);
        var isByProcesses = series.StatedError is { } stated && judged.Noise > BeyondStated * stated && series.Launches < LaunchesAdvised;
        return result with
        {
            Replayed = replayed,
            FalseAlarms = alarms,
            FalseAlarmBound = replayed == 0 ? null : UpperBound(alarms, replayed),
            ShuffledRate = Shuffle(series, stretches, judge, options),
            Noise = judged.Noise,
            SmallestDetectable = judged.SmallestDetectable,
            WithThreeLaunches = isByProcesses
                ? Math.Exp(Math.Max(Math.Log(1 + options.LeastEffect), Math.Log(1 + judged.SmallestDetectable!.Value) / Math.Sqrt((double)LaunchesAdvised / Math.Max(1, series.Launches)))) - 1 : null,
        };
    }

    private static (int Replayed, int Alarms) Replay(BenchmarkSeries series, List<double[]> stretches, TimeJudge judge, JudgeOptions options)
    {
        var (replayed, alarms) = (0, 0);
        foreach (var stretch in stretches)
        {
            for (var at = options.FewestRuns; at < stretch.Length; at++, replayed++)
            {
                if (judge.IsCalledWorse(stretch.AsSpan(Math.Max(0, at - options.MostRuns)..at), stretch[at], series.Sign))
                    alarms++;
            }
        }
        return (replayed, alarms);
    }

    /// <summary>The seed is the name's, so that the same history gives the same answer.</summary>
    private static double? Shuffle(BenchmarkSeries series, List<double[]> stretches, TimeJudge judge, JudgeOptions options)
    {
        var pool = stretches.Where(stretch => stretch.Length > options.FewestRuns).SelectMany(Centred).ToArray();
        if (pool.Length <= options.FewestRuns)
            return null;
        var random = new Random(SeedOf(series.Key));
        var take = Math.Min(options.MostRuns, pool.Length - 1) + 1;
        var alarms = 0;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            for (var i = 0; i < take; i++)
            {
                var other = random.Next(i, pool.Length);
                (pool[i], pool[other]) = (pool[other], pool[i]);
            }
            if (judge.IsCalledWorse(pool.AsSpan(1..take), pool[0], series.Sign))
                alarms++;
        }
        return (double)alarms / Shuffles;
    }

    private static IEnumerable<double> Centred(double[] stretch)
    {
        var centre = Scales.Median(stretch);
        return stretch.Select(log => log - centre);
    }

    private static NoiseAdvice Advise(CalibratedBenchmark result, BaselineWindow window, bool hasSteadyAllocations, JudgeOptions options)
    {
        var advice = hasSteadyAllocations ? NoiseAdvice.JudgeAllocations : NoiseAdvice.None;
        if (window.Count < 2 * options.FewestRuns)
            advice |= NoiseAdvice.RecordMoreRuns;
        if (result.Noise is null)
            return advice;
        if (result.WithThreeLaunches is not null)
            advice |= NoiseAdvice.MoreLaunches;
        if (result.Series.StatedError is { } stated && result.Noise < ExplainedByStated * stated)
            advice |= NoiseAdvice.MoreIterations;
        if (window.ExcessKurtosis < TwoStatesKurtosis || Likeness(window) > LikeNeighbours)
            advice |= NoiseAdvice.SteadyMachine;
        return advice;
    }

    /// <summary>Correlation of runs with the run before.</summary>
    private static double Likeness(BaselineWindow window)
    {
        var (shared, all) = (0.0, 0.0);
        for (var i = 0; i < window.Count; i++)
        {
            var distance = window.Logs[i] - window.Centre;
            all += distance * distance;
            if (i > 0)
                shared += distance * (window.Logs[i - 1] - window.Centre);
        }
        return all == 0 ? 0 : shared / all;
    }

    private static bool IsSteady(CalibrationSeries one, JudgeOptions options) =>
        one.Series.Earlier.Count - one.Series.LevelStart >= options.FewestRuns
        && AllocationJudge.Judge(one.Series with { New = [one.Series.Earlier[^1]] }, options) is { Base: > 0, Notes: JudgeNotes.None };

    /// <summary>Logarithms of the values between change points.</summary>
    private static List<double[]> Stretches(CalibrationSeries one, JudgeOptions options)
    {
        var stretches = new List<double[]>();
        var start = 0;
        foreach (var end in one.ChangePoints.Append(one.Series.Earlier.Count))
        {
            var logs = one.Series.Earlier.Skip(start).Take(end - start).Where(value => value > 0).Select(value => Math.Log(value)).ToArray();
            if (logs.Length >= options.FewestRuns)
                stretches.Add(logs);
            start = end;
        }
        return stretches;
    }

    private static double UpperBound(int alarms, int of) =>
        Bisect(share => TailProbability.IncompleteBeta(alarms + 1, of - alarms, share) < Confidence);

    private static double LowerBound(int alarms, int of) =>
        Bisect(share => TailProbability.IncompleteBeta(alarms, of - alarms + 1, share) < 1 - Confidence);

    private static double Bisect(Func<double, bool> isBelow)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }
        return high;
    }

    /// <summary>FNV-1a of the name: string hashes differ from process to process.</summary>
    private static int SeedOf(string key)
    {
        var hash = 2166136261;
        foreach (var one in Encoding.UTF8.GetBytes(key))
            hash = (hash ^ one) * 16777619;
        return (int)hash;
    }
}
