namespace CoverageHistory.Statistics;

/// <summary>
/// The median of the means of all pairs (Hodges, Lehmann 1963): as steady as the mean on normal values (efficiency 0.955), and not moved
/// by up to 29 % of outliers.
/// </summary>
internal static class HodgesLehmann
{
    /// <param name="values">At least one.</param>
    public static double Centre(ReadOnlySpan<double> values)
    {
        var means = new double[values.Length * (values.Length + 1) / 2];
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i; j < values.Length; j++)
                means[at++] = (values[i] + values[j]) / 2;
        }
        return OrderStatistic.Median(means);
    }
}
