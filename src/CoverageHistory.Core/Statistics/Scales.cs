namespace CoverageHistory.Statistics;

/// <summary>Levels and scatter that a few far values do not move.</summary>
internal static class Scales
{
    /// <summary>Makes the median distance the standard deviation of a normal distribution.</summary>
    private const double OfMedian = 1.482602218505602;

    /// <summary>Makes the mean distance that.</summary>
    private const double OfMean = 1.2533141373155003;

    public static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : sorted[middle - 1] + ((sorted[middle] - sorted[middle - 1]) / 2);
    }

    /// <summary>Standard deviation from distances to the level; where most are 0, from their mean.</summary>
    public static double OfDistances(ReadOnlySpan<double> distances)
    {
        var median = Median(distances);
        if (median > 0)
            return OfMedian * median;
        var sum = 0.0;
        foreach (var distance in distances)
            sum += distance;
        return OfMean * sum / distances.Length;
    }
}
