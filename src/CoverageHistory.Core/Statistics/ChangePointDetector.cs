namespace CoverageHistory.Statistics;

/// <summary>Finds where a series of numbers changes its level. The same values give the same answer; shifted or scaled ones the same places.</summary>
internal static class ChangePointDetector
{
    /// <summary>Decades of evidence that a series which stands still pays for the places where it may move.</summary>
    public const double PlacesOfStill = 1;

    /// <summary>Fewer points say nothing of their own noise.</summary>
    private const int FewestPoints = 5;

    /// <summary>As many independent places and lengths as a change near a point could have had; p-values are multiplied by it.</summary>
    private const double Places = 40;

    private const double IntervalTail = 0.05;

    /// <summary>Of the evidence that the means of two levels need, their ranks have to give this much: they know less.</summary>
    private const double ShareOfRanks = 0.8;

    /// <summary>The points where a new level begins, ascending.</summary>
    /// <param name="values">Finite.</param>
    /// <param name="sensitivity">−log10 of the p-value that a change point needs.</param>
    public static IReadOnlyList<ChangePoint> Find(ReadOnlySpan<double> values, double sensitivity = Sensitivity.Show)
    {
        if (values.Length < FewestPoints)
            return [];
        if (StillSeries.From(values) is { } still)
            return Describe(values, still.Find(sensitivity + PlacesOfStill));
        var normal = Scales.Normalize(values, out var unit);
        var clipped = OutlierClipping.Clip(normal, out _, out var skewness);
        var least = LeastEvidence(clipped.Length, sensitivity);
        var (found, noise) = new LevelsAndNoise(clipped, skewness, sensitivity, clipped.Length).Explain();
        var splits = new LevelSplits(clipped, noise, least);
        KeepWhatRanksShow(normal, found, splits, least, LeastOfRanks(sensitivity));
        return Describe(values, found, splits, noise, unit);
    }

    /// <summary>A few far values make a difference of means, and none of ranks. What is dropped leaves longer levels, between which others may not be sure.</summary>
    private static void KeepWhatRanksShow(ReadOnlySpan<double> values, List<int> found, LevelSplits splits, double least, double leastOfRanks)
    {
        while (found.Count > 0)
        {
            var weakest = (At: -1, Share: 1.0);
            for (var i = 0; i < found.Count; i++)
            {
                var start = i == 0 ? 0 : found[i - 1];
                var end = i + 1 == found.Count ? values.Length : found[i + 1];
                var share = Math.Min(splits.Sureness(start, found[i], end) / least, RankSum.Evidence(values[start..found[i]], values[found[i]..end]) / leastOfRanks);
                if (share < weakest.Share)
                    weakest = (i, share);
            }
            if (weakest.At < 0)
                return;
            found.RemoveAt(weakest.At);
        }
    }

    internal static double LeastOfRanks(double sensitivity) => ShareOfRanks * LeastEvidence(int.MaxValue, sensitivity);

    /// <summary>Square of the standardised difference that a change needs in a series of this length.</summary>
    internal static double LeastEvidence(int length, double sensitivity)
    {
        var quantile = TailProbability.StudentQuantile(Math.Pow(10, -sensitivity) / Places, Freedom(length));
        return quantile * quantile;
    }

    private static double Freedom(int length) => length - 2;

    private static List<ChangePoint> Describe(ReadOnlySpan<double> values, List<(int Index, double Evidence)> found)
    {
        var changes = new List<ChangePoint>(found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var (index, evidence) = found[i];
            var before = Median(values[(i == 0 ? 0 : found[i - 1].Index)..index]);
            var after = Median(values[index..(i + 1 == found.Count ? values.Length : found[i + 1].Index)]);
            // The values stand still, so the difference is known exactly.
            changes.Add(new ChangePoint(index, before, after, Finite(after - before), Finite(after - before), Math.Min(1, Math.Pow(10, PlacesOfStill - evidence))));
        }
        return changes;
    }

    private static List<ChangePoint> Describe(ReadOnlySpan<double> values, List<int> found, LevelSplits splits, NoiseModel noise, double unit)
    {
        var changes = new List<ChangePoint>(found.Count);
        var quantile = TailProbability.StudentQuantile(IntervalTail, Freedom(values.Length));
        for (var i = 0; i < found.Count; i++)
        {
            var start = i == 0 ? 0 : found[i - 1];
            var end = i + 1 == found.Count ? values.Length : found[i + 1];
            var before = Median(values[start..found[i]]);
            var after = Median(values[found[i]..end]);
            var reach = unit * quantile * Math.Sqrt(noise.OfDifference(found[i] - start, end - found[i]));
            var p = Places * TailProbability.OfStudent(Math.Sqrt(splits.Sureness(start, found[i], end)), Freedom(values.Length));
            changes.Add(new ChangePoint(found[i], before, after, Finite(after - before - reach), Finite(after - before + reach), Math.Min(1, p)));
        }
        return changes;
    }

    private static double Median(ReadOnlySpan<double> values) => Finite(Scales.Median(values));

    /// <summary>Differences of the largest numbers overflow.</summary>
    private static double Finite(double value) => Math.Clamp(value, double.MinValue, double.MaxValue);
}
