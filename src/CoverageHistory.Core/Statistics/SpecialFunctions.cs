namespace CoverageHistory.Statistics;

/// <summary>What the distributions are made of. Relative errors are below 1e-10 for the arguments that occur here.</summary>
internal static class SpecialFunctions
{
    private const int MostSteps = 10_000;

    /// <summary>Lanczos' coefficients for g = 7, n = 9 (Godfrey 2001).</summary>
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) for x > 0.</summary>
    public static double LogGamma(double x)
    {
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (x - 1 + i);
        var t = x + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>ψ(x), the derivative of ln Γ, for x > 0: recurrence up to 10, then the asymptotic series (DLMF 5.11.2).</summary>
    public static double Digamma(double x)
    {
        var sum = 0.0;
        for (; x < 10; x++)
            sum -= 1 / x;
        var r = 1 / (x * x);
        return sum + Math.Log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132))));
    }

    /// <summary>ψ′(x) for x > 0: recurrence up to 10, then the asymptotic series (DLMF 5.15.8).</summary>
    public static double Trigamma(double x)
    {
        var sum = 0.0;
        for (; x < 10; x++)
            sum += 1 / (x * x);
        var r = 1 / (x * x);
        return sum + 1 / x + r / 2 + r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * 5 / 66))));
    }

    /// <summary>The x > 0 with ψ′(x) = <paramref name="y"/>, y > 0: Newton's steps on 1/ψ′, which is nearly straight (Smyth 2004, appendix).</summary>
    public static double InverseTrigamma(double y)
    {
        if (y > 1e7)
            return 1 / Math.Sqrt(y);
        if (y < 1e-6)
            return 1 / y;
        var x = 0.5 + 1 / y;
        for (var i = 0; i < 50; i++)
        {
            var trigamma = Trigamma(x);
            var step = trigamma * (1 - trigamma / y) / Tetragamma(x);
            x += step;
            if (-step / x < 1e-10)
                break;
        }
        return x;
    }

    /// <summary>I_x(a, b): the continued fraction of DLMF 8.17.22 by Lentz' method.</summary>
    public static double IncompleteBeta(double a, double b, double x)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x));
        return x < (a + 1) / (a + b + 2) ? front * BetaFraction(a, b, x) / a : 1 - front * BetaFraction(b, a, 1 - x) / b;
    }

    private static double BetaFraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / Away(1 - (a + b) * x / (a + 1));
        var fraction = d;
        for (var m = 1; m <= MostSteps; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Away(1 + even * d);
            c = Away(1 + even / c);
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Away(1 + odd * d);
            c = Away(1 + odd / c);
            fraction *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15)
                break;
        }
        return fraction;
    }

    private static double Away(double fromZero) => Math.Abs(fromZero) < 1e-300 ? 1e-300 : fromZero;

    /// <summary>ψ″(x) for x > 0.</summary>
    private static double Tetragamma(double x)
    {
        var sum = 0.0;
        for (; x < 10; x++)
            sum -= 2 / (x * x * x);
        var r = 1 / (x * x);
        return sum - r - r / x - r * r * (0.5 - r * (1.0 / 6 - r * (1.0 / 6 - r * 3 / 10)));
    }
}
