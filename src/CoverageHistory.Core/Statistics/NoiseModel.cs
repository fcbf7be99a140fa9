namespace CoverageHistory.Statistics;

/// <summary>
/// How a series scatters about its level: independent noise, and wander that decays from point to point, or a level that walks. Machines drift,
/// so neighbours are alike, and a mean of many points is less certain than independent noise would have it.
/// </summary>
internal sealed record NoiseModel
{
    private const int LeastHorizon = 3;

    private readonly double _white;
    private readonly double _wander;
    private readonly double _decay;
    private Table? _mirrored;

    private NoiseModel(double white, double wander, double decay, Table counts)
    {
        (_white, _wander, _decay, Counts) = (white, wander, decay, counts);
        for (var count = 1; count < counts.Inverse.Length; count++)
            counts.Inverse[count] = 1.0 / count;
    }

    /// <summary>Wander about the level.</summary>
    /// <param name="white">Variance of what is independent.</param>
    /// <param name="wander">Variance of what is alike in neighbours.</param>
    /// <param name="decay">Correlation of the wander from one point to the next, 0 to below 1.</param>
    /// <param name="longest">Stretch that is asked for.</param>
    public static NoiseModel Stationary(double white, double wander, double decay, int longest)
    {
        var counts = Table.Of(longest);
        var factor = decay / ((1 - decay) * (1 - decay));
        var root = Math.Sqrt(2 * wander * factor);
        var power = 1.0;
        for (var count = 1; count <= longest; count++)
        {
            power *= decay;
            // The sum over all pairs of points, in closed form.
            var ofWander = ((count * (1 + decay) / (1 - decay)) - (2 * factor * (1 - power))) / ((double)count * count);
            counts.OfMean[count] = (white / count) + (wander * ofWander);
            counts.Shared[count] = root * (1 - power) / count;
        }
        return new NoiseModel(white, wander, decay, counts) { Horizon = int.MaxValue };
    }

    /// <summary>A level that walks at random, so that points far away tell nothing of it.</summary>
    /// <param name="white">Variance of what is independent.</param>
    /// <param name="pace">Variance of a step of the walk, above 0.</param>
    /// <param name="longest">Stretch that is asked for.</param>
    public static NoiseModel Walking(double white, double pace, int longest)
    {
        // The variance of a difference of two means of n points is 2 white / n + 2 n pace / 3 and less: this n makes it least.
        var horizon = Math.Max(LeastHorizon, (int)Math.Ceiling(Math.Sqrt(3 * white / pace)));
        var counts = Table.Of(longest);
        for (var count = 1; count <= longest; count++)
            counts.OfMean[count] = (white / count) + (pace * (((count + 1) * ((2.0 * count) + 1) / (6.0 * count)) - 0.5));
        return new NoiseModel(white, pace, 1, counts) { Horizon = horizon };
    }

    /// <summary>A mean of more points before or after a place says less of the level there.</summary>
    public int Horizon { get; private init; }

    public bool HasWander => _wander > 0;

    /// <summary>The level is nowhere the same.</summary>
    public bool IsWalk => _decay == 1;

    /// <summary>Of one point.</summary>
    public double Skewness { get; init; }

    /// <summary>Of one forecast of a walk, less that of a normal distribution.</summary>
    public double Kurtosis { get; init; }

    /// <summary>By the number of points.</summary>
    public Table Counts { get; }

    /// <summary>By <see cref="Longest"/> less the number of points.</summary>
    public Table Mirrored => _mirrored ??= new Table(Mirror(Counts.OfMean), Mirror(Counts.Shared), Mirror(Counts.Inverse));

    public int Longest => Counts.OfMean.Length - 1;

    /// <summary>Variance of the difference of the means of two stretches of one level that meet.</summary>
    public double OfDifference(int before, int after) => Counts.OfMean[before] + Counts.OfMean[after] - (Counts.Shared[before] * Counts.Shared[after]);

    /// <summary>
    /// Minus twice the logarithm of the likelihood of values about their levels, by R. Kalman's filter, but for a constant. Of each level, the
    /// likeliest is taken, which a second filter over a series of ones gives.
    /// </summary>
    /// <param name="changes">First points of new levels.</param>
    public double Deviance(ReadOnlySpan<double> values, IReadOnlyList<int> changes)
    {
        var sum = 0.0;
        var innovation = IsWalk ? _wander : _wander * (1 - (_decay * _decay));
        var start = 0;
        for (var c = 0; c <= changes.Count; c++)
        {
            var end = c < changes.Count ? changes[c] : values.Length;
            double state = 0, ofOnes = 0, uncertainty = IsWalk ? 0 : _wander;
            double squares = 0, products = 0, ones = 0;
            var first = values[start];
            foreach (var value in values[start..end])
            {
                var total = uncertainty + _white;
                if (total <= 0)
                    total = double.Epsilon;
                double off = value - first - state, one = 1 - ofOnes;
                sum += Math.Log(total);
                squares += off * off / total;
                products += off * one / total;
                ones += one * one / total;
                var gain = uncertainty / total;
                state = _decay * (state + (gain * off));
                ofOnes = _decay * (ofOnes + (gain * one));
                uncertainty = (_decay * _decay * uncertainty * (1 - gain)) + innovation;
            }
            sum += squares - (ones > 0 ? products * products / ones : 0);
            start = end;
        }
        return sum;
    }

    private static double[] Mirror(double[] values)
    {
        var mirrored = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            mirrored[i] = values[^(i + 1)];
        return mirrored;
    }

    /// <param name="OfMean">Variance of the mean of so many points.</param>
    /// <param name="Shared">The product of two of these is twice the covariance of the means of two stretches that meet.</param>
    /// <param name="Inverse">One by the number of points.</param>
    internal sealed record Table(double[] OfMean, double[] Shared, double[] Inverse)
    {
        public static Table Of(int longest) => new(new double[longest + 1], new double[longest + 1], new double[longest + 1]);
    }
}
