namespace CoverageHistory.Statistics;

/// <summary>Finds where a series of numbers changes its level. The same values give the same answer; shifted or scaled ones the same places.</summary>
internal static class ChangePointDetector
{
    /// <summary>Fewer points say nothing of their own noise.</summary>
    private const int FewestPoints = 5;

    private const int MostRounds = 4;
    /// <summary>Decades of evidence that a series which stands still pays for the places where it may move.</summary>
    public const double PlacesOfStill = 1;

    private const double IntervalTail = 0.05;

    /// <summary>The points where a new level begins, ascending.</summary>
    /// <param name="values">Finite.</param>
    /// <param name="sensitivity">−log10 of the p-value that a change point needs.</param>
    public static IReadOnlyList<ChangePoint> Find(ReadOnlySpan<double> values, double sensitivity = Sensitivity.Show)
    {
        if (values.Length < FewestPoints)
            return [];
        if (StillSeries.From(values) is { } still)
            return Describe(values, still.Find(sensitivity + PlacesOfStill));
        var clipped = OutlierClipping.Clip(Scales.Normalize(values, out var unit));
        var least = LeastEvidence(clipped.Length, sensitivity);
        var wandering = Explain(clipped, NoiseEstimate.Of(clipped, []), least);
        var independent = Explain(clipped, NoiseEstimate.Of(clipped, [], isIndependent: true), least);
        var (found, splits, noise) = independent.Cost < wandering.Cost ? (independent.Found, independent.Splits, independent.Noise) : (wandering.Found, wandering.Splits, wandering.Noise);
        return Describe(values, found, splits, noise, unit);
    }

    private static (List<int> Found, LevelSplits Splits, NoiseModel Noise, double Cost) Explain(double[] clipped, NoiseModel noise, double least)
    {
        var found = new List<int>();
        for (var round = 0; ; round++)
        {
            var splits = new LevelSplits(clipped, noise);
            var next = Segmentation.Find(splits, clipped.Length, least);
            noise = NoiseEstimate.Of(clipped, next);
            if (round == MostRounds || next.SequenceEqual(found))
                return (next, splits, noise, noise.Deviance(clipped, next) + (PriceOfChange * Math.Log(clipped.Length) * next.Count));
            found = next;
        }
    }

    public static double PriceOfChange = 3;

    internal static double LeastEvidence(int length, double sensitivity)
    {
        var quantile = TailProbability.StudentQuantile(Math.Pow(10, -sensitivity) / Places(length), Freedom(length));
        return quantile * quantile;
    }

    private static double Places(int length) => 20;

    private static double Freedom(int length) => length - 2;

    private static List<ChangePoint> Describe(ReadOnlySpan<double> values, List<(int Index, double Evidence)> found)
    {
        var changes = new List<ChangePoint>(found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var (index, evidence) = found[i];
            var before = Scales.Median(values[(i == 0 ? 0 : found[i - 1].Index)..index]);
            var after = Scales.Median(values[index..(i + 1 == found.Count ? values.Length : found[i + 1].Index)]);
            changes.Add(new ChangePoint(index, before, after, after - before, after - before, Math.Pow(10, PlacesOfStill - evidence)));
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
            var before = Scales.Median(values[start..found[i]]);
            var after = Scales.Median(values[found[i]..end]);
            var reach = unit * quantile * Math.Sqrt(noise.DifferenceVariance(found[i] - start, end - found[i]));
            var p = TailProbability.OfStudent(Math.Sqrt(splits.Evidence(start, found[i], end)), Freedom(values.Length));
            changes.Add(new ChangePoint(found[i], before, after, after - before - reach, after - before + reach, Math.Min(1, p * Places(values.Length))));
        }
        return changes;
    }
}
