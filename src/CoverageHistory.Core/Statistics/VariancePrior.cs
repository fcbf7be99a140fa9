namespace CoverageHistory.Statistics;

/// <summary>
/// What the other benchmarks of a project tell about the noise of one (Smyth 2004, limma's empirical Bayes): as much as
/// <paramref name="Degrees"/> further runs with the <paramref name="Variance"/>.
/// </summary>
/// <param name="Variance">Of the logarithm, between runs.</param>
internal sealed record VariancePrior(double Variance, double Degrees)
{
    /// <summary>Fewer benchmarks say nothing of each other.</summary>
    private const int FewestBenchmarks = 5;

    /// <summary>More would let a quiet project hide the noise of one loud benchmark.</summary>
    private const double MostDegrees = 16;

    /// <summary>For a project of few benchmarks: 3 % between runs, which two runs outweigh.</summary>
    public static VariancePrior Default { get; } = new(0.03 * 0.03, 2);

    public double Moderate(double variance, int degrees) => (Degrees * Variance + degrees * variance) / (Degrees + degrees);

    /// <summary>
    /// By moments of the log variances, as limma does, but about their median and with a spread by their quartiles, which single loud
    /// benchmarks do not move (Phipson et al. 2016).
    /// </summary>
    /// <param name="variances">More than 0, with their degrees of freedom of at least 1.</param>
    public static VariancePrior Fit(IReadOnlyList<(double Variance, int Degrees)> variances)
    {
        if (variances.Count < FewestBenchmarks)
            return Default;
        var logs = variances.Select(one => Math.Log(one.Variance) - Bias(one.Degrees)).ToArray();
        var centre = OrderStatistic.Median(logs.AsSpan());
        Array.Sort(logs);
        var quartiles = (logs[(logs.Length - 1) * 3 / 4] - logs[(logs.Length - 1) / 4]) / 1.349;
        var sampling = variances.Average(one => SpecialFunctions.Trigamma(one.Degrees / 2.0));
        var real = quartiles * quartiles - sampling;
        var degrees = real <= 0 ? MostDegrees : Math.Min(MostDegrees, 2 * SpecialFunctions.InverseTrigamma(real));
        return new VariancePrior(Math.Exp(centre + Bias(degrees)), degrees);
    }

    /// <summary>How far the mean of the logarithm of a variance is from the logarithm of its mean.</summary>
    private static double Bias(double degrees) => SpecialFunctions.Digamma(degrees / 2) - Math.Log(degrees / 2);
}
