using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class LevelSplitsTests
{
    public static TheoryData<string> Kinds => ["independent", "wander", "walk", "slow walk"];

    /// <summary>Long series are weighed several places at once, short ones one by one; where points far away do not tell, in three parts.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_best_place_is_that_of_most_evidence_in_short_and_long_series(string kind)
    {
        var values = SyntheticSeries.Make("wander", 3, 3_000).Values;
        var noise = NoiseOf(kind, values.Length);
        var splits = new LevelSplits(values, noise, 10);
        foreach (var (start, end) in ((int, int)[])[(0, 3_000), (17, 1_503), (100, 103), (5, 40), (2_950, 3_000), (700, 702), (1_000, 1_025)])
        {
            var expected = Enumerable.Range(start + 1, end - start - 1)
                .Select(place => (Place: place, Evidence: EvidenceOf(splits, noise, start, place, end))).MaxBy(split => split.Evidence);
            var part = new LevelSplits(values.AsSpan(start, Math.Min(end - start, 1_900)), noise, 10);

            var best = splits.Best(start, end);
            Assert.Equal(expected.Place, best.Place);
            Assert.Equal(expected.Evidence, best.Evidence, expected.Evidence * 1e-6);
            if (end - start <= 1_900)
                Assert.Equal((best.Place - start, best.Evidence), part.Best(0, end - start));
        }
    }

    /// <summary>Of 400 series of 40 points, by the variance of the differences that the model makes: within four standard errors.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Differences_scatter_as_the_model_says(string kind)
    {
        var random = new Random(5);
        var noise = NoiseOf(kind, 40);
        foreach (var (before, after) in ((int, int)[])[(1, 1), (3, 20), (20, 20)])
        {
            var sum = 0.0;
            for (var i = 0; i < 400; i++)
                sum += Math.Pow(DifferenceOf(kind, random, before, after), 2);

            Assert.InRange(sum / 400 / noise.OfDifference(before, after), 1 - (4 * Math.Sqrt(2.0 / 400)), 1 + (4 * Math.Sqrt(2.0 / 400)));
        }
    }

    private static NoiseModel NoiseOf(string kind, int longest) => kind switch
    {
        "independent" => NoiseModel.Stationary(1, 0, 0, longest),
        "wander" => NoiseModel.Stationary(0.6, 0.4, 0.9, longest),
        "walk" => NoiseModel.Walking(0.8, 0.2, longest),
        _ => NoiseModel.Walking(1, 0.004, longest),
    };

    private static double EvidenceOf(LevelSplits splits, NoiseModel noise, int start, int place, int end) =>
        splits.Between(Math.Max(start, place - noise.Horizon), place, place, (int)Math.Min(end, (long)place + noise.Horizon));

    private static double DifferenceOf(string kind, Random random, int before, int after)
    {
        var (white, pace, decay) = kind switch
        {
            "independent" => (1.0, 0.0, 0.0),
            "wander" => (0.6, 0.4 * (1 - 0.81), 0.9),
            "walk" => (0.8, 0.2, 1.0),
            _ => (1.0, 0.004, 1.0),
        };
        var state = kind == "wander" ? Math.Sqrt(0.4) * Normal(random) : 0;
        double first = 0, second = 0;
        for (var i = 0; i < before + after; i++)
        {
            var value = state + (Math.Sqrt(white) * Normal(random));
            (first, second) = i < before ? (first + (value / before), second) : (first, second + (value / after));
            state = (decay * state) + (Math.Sqrt(pace) * Normal(random));
        }
        return second - first;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
