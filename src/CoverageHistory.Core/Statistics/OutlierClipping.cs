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

    /// <summary>The values, each no farther from the running median than <paramref name="reach"/>.</summary>
    public static double[] Clip(ReadOnlySpan<double> values, double reach)
    {
        var clipped = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            clipped[i] = Clip(values, i, reach);
        return clipped;
    }

    /// <summary>One of the values.</summary>
    /// <param name="reach">How far from the running median is far.</param>
    public static double Clip(ReadOnlySpan<double> values, int index, double reach)
    {
        var level = RunningMedian(values, index);
        return Math.Clamp(values[index], level - reach, level + reach);
    }

    /// <summary>How far from the running median a value of this series may be.</summary>
    public static double ReachOf(ReadOnlySpan<double> values)
    {
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            distances[i] = Math.Abs(values[i] - RunningMedian(values, i));
        return Reach * Scales.OfDistances(distances);
    }

    /// <summary>Third moment of the distances to the running median, far ones pulled in, in units of their standard deviation.</summary>
    public static double SkewnessOf(ReadOnlySpan<double> values, double reach)
    {
        double sum = 0, squares = 0, cubes = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var distance = Math.Clamp(values[i] - RunningMedian(values, i), -reach, reach);
            sum += distance;
            squares += distance * distance;
            cubes += distance * distance * distance;
        }
        var (mean, square, cube) = (sum / values.Length, squares / values.Length, cubes / values.Length);
        var variance = square - (mean * mean);
        return variance > 0 ? (cube - (3 * mean * square) + (2 * mean * mean * mean)) / (variance * Math.Sqrt(variance)) : 0;
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
        values.Slice(first, count).CopyTo(window);
        window.Sort();
        return window[count / 2];
    }
}
