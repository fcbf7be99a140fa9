namespace CoverageHistory.Statistics;

/// <summary>Derivatives of ln Γ, which the sampling of variances is made of. Relative errors are below 1e-10.</summary>
internal static class SpecialFunctions
{
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
