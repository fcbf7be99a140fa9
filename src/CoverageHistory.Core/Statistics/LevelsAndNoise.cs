namespace CoverageHistory.Statistics;

/// <summary>
/// Changes and noise belong together: what is no change is noise. So wander with few changes and independent noise with more of them are both
/// tried, and the likelier is taken, each change paid for (compare G. Romano et al., Detecting abrupt changes in the presence of local
/// fluctuations and autocorrelated noise, JASA 117 (2022)).
/// </summary>
internal static class LevelsAndNoise
{
    private const int MostRounds = 4;

    /// <summary>Of a change, in logarithms of the number of points, on the scale of the deviance: a place, a level, and the choice.</summary>
    private const double Price = 3;

    /// <param name="clipped">The values without outliers.</param>
    /// <param name="least">Evidence that a change needs.</param>
    /// <param name="longest">Stretch that the noise will be asked of.</param>
    public static (List<int> Changes, NoiseModel Noise) Explain(ReadOnlySpan<double> clipped, double skewness, double least, int longest)
    {
        var first = NoiseEstimate.Of(clipped, [], longest);
        var wandering = Explain(clipped, first, skewness, least, longest);
        if (!first.HasWander)
            return (wandering.Changes, wandering.Noise);
        var independent = Explain(clipped, NoiseEstimate.OfNeighbours(clipped, longest), skewness, least, longest);
        return independent.Cost < wandering.Cost ? (independent.Changes, independent.Noise) : (wandering.Changes, wandering.Noise);
    }

    private static (List<int> Changes, NoiseModel Noise, double Cost) Explain(
        ReadOnlySpan<double> clipped, NoiseModel noise, double skewness, double least, int longest)
    {
        var changes = new List<int>();
        for (var round = 0; ; round++)
        {
            noise = noise.WithSkewness(skewness);
            var next = Segmentation.Find(new LevelSplits(clipped, noise, least), clipped.Length, least);
            var isSettled = round == MostRounds || next.SequenceEqual(changes);
            changes = next;
            if (isSettled)
                return (changes, noise, noise.Deviance(clipped, changes) + (Price * Math.Log(clipped.Length) * changes.Count));
            noise = NoiseEstimate.Of(clipped, changes, longest);
        }
    }
}
