namespace CoverageHistory.Reporting;

/// <summary>An axis: round numbers around a range of values.</summary>
/// <param name="Step">Distance of the ticks, 1, 2 or 5 times a power of ten.</param>
internal readonly record struct NiceScale(double Low, double High, double Step)
{
    public IEnumerable<double> Ticks
    {
        get
        {
            var count = (int)Math.Round((High - Low) / Step);
            for (var i = 0; i <= count; i++)
                yield return Low + i * Step;
        }
    }

    /// <summary>Around rates: within 0 to 1, and never so narrow that a tenth of a percent looks like a cliff.</summary>
    public static NiceScale OfRates(ReadOnlySpan<double> values, int maxTicks)
    {
        var (min, max) = Range(values);
        const double narrowest = 0.02;
        if (max - min < narrowest)
        {
            var middle = (min + max) / 2;
            min = Math.Max(0, Math.Min(middle - narrowest / 2, 1 - narrowest));
            max = min + narrowest;
        }
        return Around(min, max, maxTicks);
    }

    /// <summary>Around counts or durations: from 0 up when they are close to it.</summary>
    /// <param name="whole">Ticks between whole numbers mean nothing.</param>
    public static NiceScale OfAmounts(ReadOnlySpan<double> values, int maxTicks, bool whole)
    {
        var (min, max) = Range(values);
        if (min > 0 && min < max / 2)
            min = 0;
        if (max - min <= 0)
            (min, max) = (Math.Max(0, min - 1), max + 1);
        var scale = Around(min, max, maxTicks);
        return whole && scale.Step < 1
            ? new NiceScale(Math.Floor(min), Math.Max(Math.Ceiling(max), Math.Floor(min) + 1), 1)
            : scale;
    }

    /// <summary>Where a value stands, 0 at the low end, 1 at the high end.</summary>
    public double Position(double value) => (value - Low) / (High - Low);

    private static NiceScale Around(double min, double max, int maxTicks)
    {
        for (var step = FirstStep((max - min) / maxTicks); ; step = NextStep(step))
        {
            // A hair's breadth, so that 0.7 / 0.1 = 6.999... does not add a tick.
            var low = Math.Floor(min / step + 1e-9) * step;
            var high = Math.Ceiling(max / step - 1e-9) * step;
            if (Math.Round((high - low) / step) < maxTicks)
                return new NiceScale(low, high, step);
        }
    }

    private static double FirstStep(double atLeast)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        while (step < atLeast)
            step = NextStep(step);
        return step;
    }

    private static double NextStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
        return Math.Round(step / power, 1) switch
        {
            < 2 => 2 * power,
            < 5 => 5 * power,
            _ => 10 * power,
        };
    }

    private static (double Min, double Max) Range(ReadOnlySpan<double> values)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        return min > max ? (0, 1) : (min, max);
    }
}
