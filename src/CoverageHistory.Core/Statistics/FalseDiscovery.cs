namespace CoverageHistory.Statistics;

/// <summary>Corrects for the number of questions asked at once (Benjamini, Hochberg 1995).</summary>
internal static class FalseDiscovery
{
    /// <returns>In the order of the p-values: the least false discovery rate at which each would be called.</returns>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderByDescending(at => pValues[at]).ToArray();
        var adjusted = new double[pValues.Count];
        var least = 1.0;
        for (var i = 0; i < order.Length; i++)
        {
            least = Math.Min(least, pValues[order[i]] * order.Length / (order.Length - i));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }
}
