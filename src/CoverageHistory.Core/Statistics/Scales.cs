namespace CoverageHistory.Statistics;

/// <summary>Levels and scatter that a few far values do not move.</summary>
internal static class Scales
{
    /// <summary>Makes the median distance the standard deviation of a normal distribution.</summary>
    private const double OfMedian = 1.482602218505602;

    /// <summary>Makes the mean distance that.</summary>
    private const double OfMean = 1.2533141373155003;

    /// <summary>
    /// The values less the first, in a unit in which they are about 1: squares neither overflow nor vanish, and a high level costs no digits. The
    /// unit is a power of two, which costs none either.
    /// </summary>
    public static double[] Normalize(ReadOnlySpan<double> values, out double unit)
    {
        // Of halves, since the difference of two finite numbers need not be finite.
        var most = 0.0;
        foreach (var value in values)
            most = Math.Max(most, Math.Abs((value / 2) - (values[0] / 2)));
        var exponent = most > 0 ? Math.ILogB(most) + 1 : 0;
        unit = Math.ScaleB(1, exponent);
        var normal = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            normal[i] = Math.ScaleB((values[i] / 2) - (values[0] / 2), 1 - exponent);
        return normal;
    }

    public static double Median(ReadOnlySpan<double> values) => OrderStatistic.Median(values.ToArray());

    /// <summary>Standard deviation from distances to the level; where most are 0, from their mean.</summary>
    /// <param name="distances">Not negative; their order is lost.</param>
    public static double OfDistances(Span<double> distances)
    {
        var median = OrderStatistic.Median(distances);
        if (median > 0)
            return OfMedian * median;
        var sum = 0.0;
        foreach (var distance in distances)
            sum += distance;
        return OfMean * sum / distances.Length;
    }
}
