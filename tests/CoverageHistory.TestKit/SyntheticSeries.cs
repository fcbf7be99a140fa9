namespace CoverageHistory.TestKit;

/// <summary>Series whose changes of level are known, with noise as benchmarks have it: the same from the same seed.</summary>
/// <param name="Values">About 100, one being the standard deviation of the noise.</param>
/// <param name="Changes">First points of new levels, ascending.</param>
/// <param name="Sizes">Of the changes, in standard deviations of the noise.</param>
public sealed record SyntheticSeries(double[] Values, IReadOnlyList<int> Changes, IReadOnlyList<double> Sizes)
{
    private const int FewestPoints = 12;
    private const int Margin = 8;

    /// <summary>Kinds of noise.</summary>
    public static IReadOnlyList<string> Families { get; } =
        ["normal", "laplace", "student", "outliers", "skewed", "alike", "very-alike", "wander", "two-modes", "drift", "calm-and-not", "whole", "still", "small", "twice"];

    /// <param name="changes">About one in 100 points; false: none.</param>
    public static SyntheticSeries Make(string family, int seed, int length, bool changes = true)
    {
        var random = new Random(unchecked((seed * 1_000_003) + (Index(family) * 7_919) + (changes ? 0 : 1)));
        var places = changes ? Places(random, length) : [];
        var (least, most) = family switch
        {
            "small" => (0.5, 1.5),
            "twice" => (2.0, 2.0),
            _ => (1.0, 5.0),
        };
        var sizes = places.ConvertAll(_ => least + ((most - least) * Math.Pow(random.NextDouble(), 1.5)));
        var values = new double[length];
        var (level, next) = (0.0, 0);
        var noise = new Noise(family, random, length);
        for (var i = 0; i < length; i++)
        {
            if (next < places.Count && places[next] == i)
                level += (random.Next(2) == 0 ? -1 : 1) * sizes[next++];
            values[i] = family switch
            {
                "still" => 80 + (Math.Round(level * 7) / 10),
                "whole" => Math.Round(20 + (2 * level) + noise.Next(i)),
                _ => 100 + level + noise.Next(i),
            };
        }
        return family == "still" ? OnlyWhatMoves(values, places, sizes) : new SyntheticSeries(values, places, sizes);
    }

    private static int Index(string family) => Families.ToList().IndexOf(family);

    private static List<int> Places(Random random, int length)
    {
        var count = Math.Max(1, (int)Math.Round(length / 100.0 * (0.4 + (1.2 * random.NextDouble()))));
        var places = new List<int>();
        for (var attempt = 0; attempt < 200 && places.Count < count; attempt++)
        {
            var place = random.Next(Margin, length - Margin);
            if (places.TrueForAll(other => Math.Abs(other - place) >= FewestPoints))
                places.Add(place);
        }
        places.Sort();
        return places;
    }

    private static SyntheticSeries OnlyWhatMoves(double[] values, List<int> places, List<double> sizes)
    {
        var moving = places.Index().Where(place => values[place.Item] != values[place.Item - 1]).ToList();
        return new SyntheticSeries(values, [.. moving.Select(place => place.Item)], [.. moving.Select(place => sizes[place.Index])]);
    }

    private sealed class Noise(string family, Random random, int length)
    {
        private readonly double _slope = (random.NextDouble() - 0.5) * 6 / length;
        private double _wander = Normal(random);

        public double Next(int index) => family switch
        {
            "laplace" => Sign() * -Math.Log(1 - random.NextDouble()) / Math.Sqrt(2),
            "student" => 0.7 * Student(3),
            "outliers" => Normal(random) + (random.NextDouble() < 0.04 ? Sign() * (5 + (10 * random.NextDouble())) : 0),
            "skewed" => (Math.Exp(0.6 * Normal(random)) - Math.Exp(0.18)) / 0.85,
            "alike" => Wander(0.3),
            "very-alike" => Wander(0.6),
            "wander" => (0.6 * Wander(0.9)) + (0.8 * Normal(random)),
            "two-modes" => (random.NextDouble() < 0.25 ? 2 : 0) + (0.4 * Normal(random)) - 0.5,
            "drift" => Normal(random) + (_slope * index),
            "calm-and-not" => Normal(random) * (index * 3 / length == 1 ? 2 : 0.7),
            _ => Normal(random),
        };

        private double Wander(double decay) => _wander = (decay * _wander) + (Math.Sqrt(1 - (decay * decay)) * Normal(random));

        private int Sign() => random.Next(2) == 0 ? -1 : 1;

        private double Student(int freedom)
        {
            var squares = 0.0;
            for (var i = 0; i < freedom; i++)
                squares += Math.Pow(Normal(random), 2);
            return Normal(random) / Math.Sqrt(squares / freedom);
        }

        private static double Normal(Random random) =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
