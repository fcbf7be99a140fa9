namespace CoverageHistory.Statistics;

/// <summary>
/// Changes and noise belong together: what is no change is noise. So wander or a walking level with few changes and independent noise with more
/// of them are all tried, and the likeliest is taken, each change paid for (compare G. Romano et al., Detecting abrupt changes in the presence of
/// local fluctuations and autocorrelated noise, JASA 117 (2022)).
/// </summary>
/// <param name="values">Without outliers.</param>
/// <param name="skewness">Of their noise.</param>
/// <param name="sensitivity">−log10 of the p-value that a change needs.</param>
/// <param name="longest">Stretch that the noise will be asked of.</param>
internal sealed class LevelsAndNoise(double[] values, double skewness, double sensitivity, int longest)
{
    private const int MostRounds = 4;

    /// <summary>Of a level that walks, in logarithms of the number of points, on the scale of the deviance.</summary>
    private const double PriceOfWalk = 2;

    private readonly double _least = ChangePointDetector.LeastEvidence(values.Length, sensitivity);

    public (List<int> Changes, NoiseModel Noise) Explain()
    {
        var wander = NoiseEstimate.Of(values, [], longest);
        var best = Explain(NoiseEstimate.Of, wander);
        if (wander.HasWander)
            best = Cheaper(best, Explain(NoiseEstimate.Of, NoiseEstimate.OfNeighbours(values, [], longest)));
        if (NoiseEstimate.OfWalk(values, [], longest) is { } walk)
            best = Cheaper(best, Explain(NoiseEstimate.OfWalk, walk));
        return (best.Changes, best.Noise);
    }

    private static Explanation Cheaper(Explanation left, Explanation right) => right.Cost < left.Cost ? right : left;

    private Explanation Explain(Estimate estimate, NoiseModel noise)
    {
        var changes = new List<int>();
        for (var round = 0; ; round++)
        {
            noise = noise with { Skewness = skewness };
            var next = Segmentation.Find(new LevelSplits(values, noise, _least), values.Length, _least);
            var isSettled = round == MostRounds || AreSame(next, changes);
            changes = next;
            if (isSettled || estimate(values, changes, longest) is not { } better)
                return new Explanation(changes, noise, noise.Deviance(values, changes) + (Math.Log(values.Length) * Price(changes, noise)));
            noise = better;
        }
    }

    private static bool AreSame(List<int> left, List<int> right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (left[i] != right[i])
                return false;
        }
        return true;
    }

    /// <summary>A change pays for its place, its level and the choice: as much more as it has to be surer.</summary>
    private double Price(List<int> changes, NoiseModel noise) => (sensitivity * changes.Count) + (noise.IsWalk ? PriceOfWalk : 0);

    /// <summary>Null: this kind of noise does not fit.</summary>
    private delegate NoiseModel? Estimate(ReadOnlySpan<double> values, IReadOnlyList<int> changes, int longest);

    private sealed record Explanation(List<int> Changes, NoiseModel Noise, double Cost);
}
