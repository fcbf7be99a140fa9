namespace CoverageHistory.Statistics;

/// <summary>Tails of the distributions that evidence is measured by.</summary>
internal static class TailProbability
{
    private const int MostTerms = 300;
    private const double Smallest = 1e-300;

    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>Probability that Student's t is as far from 0 as <paramref name="t"/> or farther, on either side.</summary>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    public static double OfStudent(double t, double freedom) =>
        double.IsInfinity(t) ? 0 : IncompleteBeta(freedom / 2, 0.5, freedom / (freedom + (t * t)));

    /// <summary>What Student's t exceeds, on either side, with this probability.</summary>
    public static double StudentQuantile(double probability, double freedom)
    {
        double low = 0, high = 1;
        while (OfStudent(high, freedom) > probability && high < 1e9)
            high *= 2;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (OfStudent(middle, freedom) > probability)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    /// <summary>
    /// Regularised: W. H. Press et al., Numerical Recipes, 3rd edition, 6.4, with the continued fraction of NIST DLMF 8.17.22 evaluated by
    /// Lentz's method.
    /// </summary>
    internal static double IncompleteBeta(double a, double b, double x)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    /// <summary>C. Lanczos, A precision approximation of the gamma function, SIAM J. Numer. Anal. B 1 (1964), 86-96; g = 7, nine terms.</summary>
    internal static double LogGamma(double x)
    {
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        x--;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (x + i);
        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    private static double Fraction(double a, double b, double x)
    {
        double c = 1, d = NotZero(1 - ((a + b) * x / (a + 1)));
        d = 1 / d;
        var value = d;
        for (var m = 1; m <= MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            var change = d * c;
            value *= change;
            if (Math.Abs(change - 1) < 1e-15)
                break;
        }
        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < Smallest ? Smallest : value;
}
