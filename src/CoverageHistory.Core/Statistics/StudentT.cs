namespace CoverageHistory.Statistics;

/// <summary>Student's t distribution; degrees of freedom need not be whole, and may be infinite.</summary>
internal static class StudentT
{
    /// <summary>Beyond, the normal distribution is the same to seven digits and the fraction converges slowly.</summary>
    private const double MostDegrees = 1e7;

    /// <summary>Probability of a value of at least <paramref name="t"/>.</summary>
    public static double UpperTail(double t, double degrees)
    {
        if (t < 0)
            return 1 - UpperTail(-t, degrees);
        var n = Math.Min(degrees, MostDegrees);
        return SpecialFunctions.IncompleteBeta(n / 2, 0.5, n / (n + t * t)) / 2;
    }

    /// <summary>Probability of a value as far from 0 as <paramref name="t"/>, on either side.</summary>
    public static double TwoSided(double t, double degrees) => 2 * UpperTail(Math.Abs(t), degrees);

    /// <summary>The value that is exceeded with a probability of <paramref name="tail"/>, of more than 0 and less than 1.</summary>
    public static double UpperQuantile(double tail, double degrees)
    {
        if (tail > 0.5)
            return -UpperQuantile(1 - tail, degrees);
        var (low, high) = (0.0, 1.0);
        while (UpperTail(high, degrees) > tail && high < 1e150)
            (low, high) = (high, high * 2);
        // Illinois' false position on the logarithm, which is smooth in t.
        var (below, above) = (Excess(low), Excess(high));
        for (var i = 0; i < 100 && high - low > 1e-12 * high; i++)
        {
            var middle = (low * above - high * below) / (above - below);
            var at = Excess(middle);
            if (at == 0)
                return middle;
            if (at > 0)
            {
                (low, below) = (middle, at);
                above /= 2;
            }
            else
            {
                (high, above) = (middle, at);
                below /= 2;
            }
        }
        return (low + high) / 2;

        double Excess(double t) => Math.Log(UpperTail(t, degrees) / tail);
    }
}
