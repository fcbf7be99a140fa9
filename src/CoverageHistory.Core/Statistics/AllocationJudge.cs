namespace CoverageHistory.Statistics;

/// <summary>
/// Judges allocated bytes, which are counted: a step of 8 bytes is one where they never vary. How much they do vary is learned from the
/// earlier runs of the level.
/// </summary>
internal static class AllocationJudge
{
    /// <summary>Less than an object: what other threads allocate is spread over the operations.</summary>
    private const double LeastBytes = 4;

    /// <summary>Rounding, not jitter.</summary>
    private const double RoundingBytes = 1;

    /// <summary>Of the level, where runs vary or are too few to tell.</summary>
    private const double UsualJitter = 0.001;

    /// <summary>Jitter beyond the furthest that was seen.</summary>
    private const double Reserve = 1.25;

    private const double JitterAlpha = 0.002;

    public static JudgedBenchmark Judge(BenchmarkSeries series, JudgeOptions options)
    {
        var earlier = series.Earlier.Skip(Math.Max(series.LevelStart, series.Earlier.Count - options.MostRuns)).ToArray();
        var head = OrderStatistic.MedianOf(series.New);
        var judged = new JudgedBenchmark { Series = series, Verdict = BenchmarkVerdict.Inconclusive, Head = head, BaselineRuns = earlier.Length };
        if (earlier.Length == 0)
            return judged with { Notes = JudgeNotes.NoBaseline };
        var level = OrderStatistic.Median(earlier.AsSpan());
        judged = judged with { Base = level, Ratio = level == 0 ? null : head / level };
        if (!series.IsEnvironmentKnown)
        {
            var far = Math.Max(LeastBytes, (options.CatastropheRatio - 1) * (head > level ? level : level / options.CatastropheRatio));
            return judged with { Verdict = Decide(series, level, far, within: BenchmarkVerdict.Inconclusive), Notes = JudgeNotes.UnknownEnvironment };
        }
        var (tolerance, notes) = Tolerance(earlier, level, options);
        var isExact = tolerance <= Math.Max(LeastBytes, level * options.EquivalenceMargin);
        var verdict = Decide(series, level, tolerance, isExact ? BenchmarkVerdict.Equivalent : BenchmarkVerdict.Inconclusive);
        return judged with
        {
            Verdict = verdict,
            Notes = notes,
            Low = level == 0 ? null : Math.Max(0, head - tolerance) / level,
            High = level == 0 ? null : (head + tolerance) / level,
            SmallestDetectable = level == 0 ? null : tolerance / level,
            ReRuns = verdict == BenchmarkVerdict.Inconclusive && isExact ? 1 : null,
        };
    }

    /// <summary>The furthest from the level that is no change.</summary>
    private static (double Bytes, JudgeNotes Notes) Tolerance(double[] earlier, double level, JudgeOptions options)
    {
        var furthest = earlier.Max(value => Math.Abs(value - level));
        var isSteady = furthest <= RoundingBytes;
        if (isSteady && earlier.Length >= options.FewestRuns)
            return (LeastBytes, JudgeNotes.None);
        var least = Math.Max(LeastBytes, UsualJitter * level);
        if (isSteady)
            return (least, JudgeNotes.FewRuns);
        var deviation = Math.Sqrt(earlier.Sum(value => (value - level) * (value - level)) / (earlier.Length - 1));
        var unlikely = TailProbability.StudentQuantile(JitterAlpha, earlier.Length - 1) * deviation * Math.Sqrt(1 + 1.0 / earlier.Length);
        return (Math.Max(least, Math.Max(Reserve * furthest, unlikely)), JudgeNotes.JitteringAllocations);
    }

    /// <summary>A change needs all new values beyond the tolerance on the same side; none, all of them within.</summary>
    private static BenchmarkVerdict Decide(BenchmarkSeries series, double level, double tolerance, BenchmarkVerdict within)
    {
        if (series.New.All(value => series.Sign * (value - level) > tolerance))
            return BenchmarkVerdict.Regression;
        if (series.New.All(value => series.Sign * (level - value) > tolerance))
            return BenchmarkVerdict.Improvement;
        return series.New.All(value => Math.Abs(value - level) <= tolerance) ? within : BenchmarkVerdict.Inconclusive;
    }
}
