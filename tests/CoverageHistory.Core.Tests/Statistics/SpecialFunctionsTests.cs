using CoverageHistory.Statistics;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class SpecialFunctionsTests
{
    /// <summary>Closed forms: DLMF 5.4.12 and 5.4.13 for 1 and 1/2, recurrence 5.5.2 from there.</summary>
    [Theory]
    [InlineData(1, -0.57721566490153287)]
    [InlineData(0.5, -1.9635100260214235)]
    [InlineData(1.5, 0.03648997397857652)]
    [InlineData(10, 2.2517525890667211)]
    public void Digamma_is_as_in_the_closed_forms(double x, double expected) => Assert.Equal(expected, SpecialFunctions.Digamma(x), 1e-12);

    /// <summary>Closed forms: DLMF 5.15.2 (π²/6, less the first squares' reciprocals), and π²/2 for 1/2.</summary>
    [Fact]
    public void Trigamma_is_as_in_the_closed_forms()
    {
        Assert.Equal(Math.PI * Math.PI / 6, SpecialFunctions.Trigamma(1), 1e-12);
        Assert.Equal(Math.PI * Math.PI / 2, SpecialFunctions.Trigamma(0.5), 1e-12);
        Assert.Equal(Math.PI * Math.PI / 6 - Enumerable.Range(1, 19).Sum(k => 1.0 / (k * k)), SpecialFunctions.Trigamma(20), 1e-12);
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(0.01)]
    [InlineData(1.6449340668482264)]
    [InlineData(50)]
    [InlineData(1e8)]
    public void The_inverse_of_trigamma_leads_back(double y) => Assert.Equal(1, SpecialFunctions.Trigamma(SpecialFunctions.InverseTrigamma(y)) / y, 1e-3);

    /// <summary>Benjamini and Hochberg 1995, section 4.2: of fifteen p-values, the first four are called at 5 %.</summary>
    [Fact]
    public void False_discoveries_are_corrected_as_in_the_paper()
    {
        double[] pValues = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1];

        var adjusted = FalseDiscovery.Adjust(pValues);

        Assert.Equal(4, adjusted.Count(one => one <= 0.05));
        Assert.Equal(0.0095 * 15 / 4, adjusted[3], 1e-12);
        Assert.Equal(1, adjusted[^1], 1e-12);
        Assert.Equal([.. adjusted.Reverse()], FalseDiscovery.Adjust([.. pValues.Reverse()]));
    }

    [Fact]
    public void The_centre_is_the_median_of_all_pairs_means()
    {
        var random = new Random(1);
        for (var count = 1; count < 40; count++)
        {
            var values = Enumerable.Range(0, count).Select(_ => (double)random.Next(20)).ToArray();
            var means = values.SelectMany((one, i) => values.Skip(i).Select(other => (one + other) / 2)).Order().ToArray();

            Assert.Equal((means[(means.Length - 1) / 2] + means[means.Length / 2]) / 2, HodgesLehmann.Centre(values), 1e-12);
        }
    }

    [Fact]
    public void Values_are_found_by_rank()
    {
        var random = new Random(2);
        for (var count = 1; count < 60; count++)
        {
            var values = Enumerable.Range(0, count).Select(_ => (double)random.Next(count)).ToArray();
            var sorted = values.Order().ToArray();
            for (var rank = 0; rank < count; rank++)
                Assert.Equal(sorted[rank], OrderStatistic.Select((double[])values.Clone(), rank));
        }
    }

    /// <summary>Variances drawn as the model of Smyth 2004 has them: a scaled inverse χ² of 4 degrees about 0.0004, then χ² of 20.</summary>
    [Fact]
    public void What_benchmarks_tell_of_each_others_noise_is_found_again()
    {
        var random = new Random(3);
        var variances = Enumerable.Range(0, 2_000).Select(_ => (0.0004 * 4 / ChiSquare(random, 4) * ChiSquare(random, 20) / 20, 20)).ToList();

        var prior = VariancePrior.Fit(variances);

        Assert.InRange(prior.Degrees, 3.2, 5);
        Assert.InRange(prior.Variance, 0.00036, 0.00044);
        Assert.Equal(VariancePrior.Default, VariancePrior.Fit(variances[..4]));
    }

    [Fact]
    public void One_loud_benchmark_hardly_moves_what_the_others_tell()
    {
        var calm = Enumerable.Range(0, 40).Select(i => (0.0001 * (1 + i % 5 / 10.0), 20)).ToList();

        var prior = VariancePrior.Fit(calm);

        Assert.InRange(VariancePrior.Fit([.. calm, (25.0, 20)]).Variance / prior.Variance, 0.95, 1.05);
    }

    private static double ChiSquare(Random random, int degrees)
    {
        var sum = 0.0;
        for (var i = 0; i < degrees / 2; i++)
            sum -= 2 * Math.Log(1 - random.NextDouble());
        return sum;
    }
}
