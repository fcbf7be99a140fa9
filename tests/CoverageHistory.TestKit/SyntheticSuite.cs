namespace CoverageHistory.TestKit;

/// <summary>A benchmark's series as CI machines give it, with changes of level in percent and noise of a known size.</summary>
/// <param name="Family">Kind of noise.</param>
/// <param name="Noise">Its standard deviation, as a share of the level.</param>
/// <param name="Step">Size of every change, as a share of the level; 0: there is none.</param>
/// <param name="Values">About 100.</param>
/// <param name="Changes">First points of new levels, ascending.</param>
public sealed record SuiteSeries(string Family, double Noise, double Step, double[] Values, IReadOnlyList<int> Changes);

/// <summary>
/// Many such series: every kind of noise with every size of noise and of change. Those of the same seed are the same.
/// </summary>
public static class SyntheticSuite
{
    /// <summary>Points before the change of a series to be watched.</summary>
    public const int Quiet = 100;

    /// <summary>Points from there on.</summary>
    public const int Watched = 60;

    private const int WatchedWithout = 430;

    private static readonly double[] Noises = [0.01, 0.03, 0.05, 0.1];
    private static readonly double[] Steps = [0, 0.02, 0.05, 0.1, 0.2];

    /// <summary>Kinds of noise.</summary>
    public static IReadOnlyList<string> Families { get; } = ["lognormal", "outliers", "alike", "random-walk", "two-modes", "student"];

    /// <summary>Of 30 to 1,000 points with one, three or six changes up or down, for hindsight.</summary>
    /// <param name="copies">Series of each kind, size and length.</param>
    public static IEnumerable<SuiteSeries> ForHindsight(int seed, int copies) =>
        from family in Families
        from noise in Noises
        from step in Steps
        from form in new (int Length, int Changes)[] { (30, 1), (60, 1), (100, 1), (300, 3), (1_000, 6) }
        from copy in Enumerable.Range(0, copies)
        let random = new Random(HashOf(seed, family, noise, step, form.Length, copy))
        select Make(family, noise, step, form.Length, step == 0 ? [] : Places(random, form.Length, form.Changes), random, onlyUp: false);

    /// <summary>With a change up after <see cref="Quiet"/> points, or, longer, without one, to be watched point by point.</summary>
    /// <inheritdoc cref="ForHindsight"/>
    public static IEnumerable<SuiteSeries> ForWatching(int seed, int copies) =>
        from family in Families
        from noise in Noises
        from step in Steps
        from copy in Enumerable.Range(0, copies)
        let random = new Random(HashOf(seed, family, noise, step, 0, copy))
        select step == 0
            ? Make(family, noise, step, WatchedWithout, [], random, onlyUp: true)
            : Make(family, noise, step, Quiet + Watched, [Quiet], random, onlyUp: true);

    private static int HashOf(int seed, string family, double noise, double step, int length, int copy) =>
        unchecked((((((seed * 31) + Families.ToList().IndexOf(family)) * 101 + (int)Math.Round(noise * 1_000)) * 211 + (int)Math.Round(step * 1_000)) * 1_009 + length) * 10_007 + copy);

    private static int[] Places(Random random, int length, int count)
    {
        // None nearer to another, or to an end, than half of what an even share would be.
        var share = length / (count + 1);
        while (true)
        {
            int[] places = [.. Enumerable.Range(0, count).Select(_ => random.Next(length)).Order()];
            int[] bounds = [0, .. places, length];
            if (bounds.Zip(bounds.Skip(1)).All(pair => pair.Second - pair.First >= share / 2))
                return places;
        }
    }

    private static SuiteSeries Make(string family, double noise, double step, int length, int[] changes, Random random, bool onlyUp)
    {
        var values = new double[length];
        var source = new Noise(family, random);
        var (level, next) = (100.0, 0);
        for (var i = 0; i < length; i++)
        {
            if (next < changes.Length && changes[next] == i)
            {
                level = onlyUp || random.Next(2) == 0 ? level * (1 + step) : level / (1 + step);
                next++;
            }
            var off = source.Next();
            values[i] = family == "lognormal" ? level * Math.Exp(noise * off) : level * Math.Max(0.01, 1 + (noise * off));
        }
        return new SuiteSeries(family, noise, step, values, changes);
    }

    /// <summary>Of a standard deviation of about 1, but for spikes.</summary>
    private sealed class Noise(string family, Random random)
    {
        private double _state = family == "alike" ? Normal(random) : 0;

        public double Next() => family switch
        {
            "outliers" => Normal(random) + (random.NextDouble() < 0.05 ? -8 * Math.Log(1 - random.NextDouble()) : 0),
            "alike" => _state = (0.6 * _state) + (0.8 * Normal(random)),
            "random-walk" => (_state += 0.08 * Normal(random)) + (0.8 * Normal(random)),
            "two-modes" => (random.NextDouble() < 0.3 ? 1.9 : 0) + (0.5 * Normal(random)) - 0.08,
            "student" => Normal(random) / Math.Sqrt((Square() + Square() + Square()) / 3) / Math.Sqrt(3),
            _ => Normal(random),
        };

        private double Square() => Math.Pow(Normal(random), 2);

        private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
