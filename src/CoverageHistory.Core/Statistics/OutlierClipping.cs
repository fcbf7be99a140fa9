namespace CoverageHistory.Statistics;

/// <summary>
/// Pulls single far points towards the level around them (L. Davies and U. Gather, The identification of multiple outliers, JASA 88 (1993)):
/// one slow run is no new level, and two or three at a level are.
/// </summary>
internal static class OutlierClipping
{
    private const int HalfWindow = 5;
    private const int LeastWindow = 5;

    /// <summary>Standard deviations, as many as the medians of a normal distribution's residuals stand for.</summary>
    private const double Reach = 2.5;

    /// <summary>The values, each no farther from the running median than <see cref="Reach"/> times the scatter about it.</summary>
    public static double[] Clip(ReadOnlySpan<double> values)
    {
        var levels = RunningMedian(values);
        var reach = Reach * ScaleAbout(values, levels);
        var clipped = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            clipped[i] = Math.Clamp(values[i], levels[i] - reach, levels[i] + reach);
        return clipped;
    }

    /// <summary>Over a window that is centred where it can be, and at the ends over the first and last points.</summary>
    internal static double[] RunningMedian(ReadOnlySpan<double> values)
    {
        var medians = new double[values.Length];
        Span<double> window = stackalloc double[(2 * HalfWindow) + 1];
        for (var i = 0; i < values.Length; i++)
        {
            var half = Math.Min(HalfWindow, Math.Min(i, values.Length - 1 - i));
            var first = i - half;
            var count = (2 * half) + 1;
            if (count < LeastWindow)
            {
                count = Math.Min(LeastWindow, values.Length);
                first = i < values.Length / 2 ? 0 : values.Length - count;
            }
            var part = window[..count];
            values.Slice(first, count).CopyTo(part);
            part.Sort();
            medians[i] = part[count / 2];
        }
        return medians;
    }

    private static double ScaleAbout(ReadOnlySpan<double> values, double[] levels)
    {
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            distances[i] = Math.Abs(values[i] - levels[i]);
        return Scales.OfDistances(distances);
    }
}
