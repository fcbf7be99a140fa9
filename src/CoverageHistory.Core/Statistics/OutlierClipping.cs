namespace CoverageHistory.Statistics;

/// <summary>
/// Pulls single far points towards the level around them (L. Davies and U. Gather, The identification of multiple outliers, JASA 88 (1993)):
/// one slow run is no new level, and two or three at a level are.
/// </summary>
internal static class OutlierClipping
{
    public const int HalfWindow = 5;

    private const int LeastWindow = 5;

    /// <summary>In standard deviations of the scatter about the running median.</summary>
    private const double Reach = 2.5;

    /// <summary>The values, each no farther from its running median than <paramref name="reach"/>, and how skewed what is left scatters.</summary>
    /// <param name="reach">How far from the running median a value of this series may be.</param>
    /// <param name="skewness">Third moment of the distances to the running median, in units of their standard deviation.</param>
    public static double[] Clip(ReadOnlySpan<double> values, out double reach, out double skewness)
    {
        var medians = RunningMedians(values);
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            distances[i] = Math.Abs(values[i] - medians[i]);
        reach = Reach * Scales.OfDistances(distances);
        double sum = 0, squares = 0, cubes = 0;
        var clipped = distances;
        for (var i = 0; i < values.Length; i++)
        {
            var distance = Math.Clamp(values[i] - medians[i], -reach, reach);
            clipped[i] = Math.Clamp(values[i], medians[i] - reach, medians[i] + reach);
            sum += distance;
            squares += distance * distance;
            cubes += distance * distance * distance;
        }
        var (mean, square, cube) = (sum / values.Length, squares / values.Length, cubes / values.Length);
        var variance = square - (mean * mean);
        skewness = variance > 0 ? (cube - (3 * mean * square) + (2 * mean * mean * mean)) / (variance * Math.Sqrt(variance)) : 0;
        return clipped;
    }

    /// <summary>One of the values.</summary>
    public static double Clip(ReadOnlySpan<double> values, int index, double reach)
    {
        var level = RunningMedian(values, index);
        return Math.Clamp(values[index], level - reach, level + reach);
    }

    private static double[] RunningMedians(ReadOnlySpan<double> values)
    {
        var medians = new double[values.Length];
        Span<double> sorted = stackalloc double[(2 * HalfWindow) + 1];
        for (var i = 0; i < values.Length; i++)
        {
            if (i <= HalfWindow || i >= values.Length - HalfWindow)
                medians[i] = RunningMedian(values, i);
            else
            {
                if (i == HalfWindow + 1)
                {
                    for (var k = 0; k < sorted.Length; k++)
                        Insert(sorted, k, values[k]);
                }
                Replace(sorted, values[i - HalfWindow - 1], values[i + HalfWindow]);
                medians[i] = sorted[HalfWindow];
            }
        }
        return medians;
    }

    private static void Replace(Span<double> sorted, double old, double value)
    {
        var at = 0;
        while (sorted[at] != old)
            at++;
        for (; at + 1 < sorted.Length && sorted[at + 1] < value; at++)
            sorted[at] = sorted[at + 1];
        for (; at > 0 && sorted[at - 1] > value; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = value;
    }

    /// <summary>Over a window that is centred where it can be, and at the ends over the first and last points.</summary>
    private static double RunningMedian(ReadOnlySpan<double> values, int index)
    {
        var half = Math.Min(HalfWindow, Math.Min(index, values.Length - 1 - index));
        var first = index - half;
        var count = (2 * half) + 1;
        if (count < LeastWindow)
        {
            count = Math.Min(LeastWindow, values.Length);
            first = index < values.Length / 2 ? 0 : values.Length - count;
        }
        Span<double> window = stackalloc double[(2 * HalfWindow) + 1];
        window = window[..count];
        for (var i = 0; i < count; i++)
            Insert(window, i, values[first + i]);
        return window[count / 2];
    }

    /// <summary>Into the first values, which are in order. Sorting numbers is compiled anew in every process, which takes longer than this.</summary>
    private static void Insert(Span<double> sorted, int count, double value)
    {
        var at = count;
        for (; at > 0 && sorted[at - 1] > value; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = value;
    }
}
