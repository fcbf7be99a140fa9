namespace CoverageHistory.Statistics;

/// <summary>
/// The test of H. Mann and D. Whitney (On a test of whether one of two random variables is stochastically larger than the other, Annals of
/// Mathematical Statistics 18 (1947)), which a few far values do not sway, in its normal approximation with ties.
/// </summary>
internal static class RankSum
{
    /// <summary>Square of the standardised difference of the ranks of two stretches; infinite where none of the one reaches the other.</summary>
    public static double Evidence(ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        var values = new double[before.Length + after.Length];
        var isAfter = new bool[values.Length];
        before.CopyTo(values);
        after.CopyTo(values.AsSpan(before.Length));
        isAfter.AsSpan(before.Length).Fill(true);
        Array.Sort(values, isAfter);
        double sum = 0, ties = 0;
        for (var i = 0; i < values.Length;)
        {
            var (end, count) = (i, 0);
            for (; end < values.Length && values[end] == values[i]; end++)
                count += isAfter[end] ? 1 : 0;
            sum += count * (i + end + 1) / 2.0;
            double equal = end - i;
            ties += equal * ((equal * equal) - 1);
            i = end;
        }
        double pairs = (double)before.Length * after.Length, length = values.Length;
        var distance = Math.Abs(sum - (after.Length * (after.Length + 1) / 2.0) - (pairs / 2));
        if (distance >= pairs / 2)
            return double.PositiveInfinity;
        var variance = pairs / 12 * (length + 1 - (ties / (length * (length - 1))));
        return variance > 0 ? distance * distance / variance : 0;
    }
}
