namespace CoverageHistory.Statistics;

/// <summary>
/// How a series scatters about its level: independent noise, and wander that decays by <c>decay</c> from point to point. Machines drift, so
/// neighbours are alike, and a mean of many points is less certain than independent noise would have it.
/// </summary>
internal sealed class NoiseModel
{
    private readonly double _white;
    private readonly double _wander;
    private readonly double _slope;
    private readonly double _factor;
    private readonly double[] _power;
    private readonly double[] _meanVariance;

    /// <param name="white">Variance of what is independent.</param>
    /// <param name="wander">Variance of what is alike in neighbours.</param>
    /// <param name="decay">Correlation of the wander from one point to the next, 0 to below 1.</param>
    /// <param name="slope">By how much the level creeps from point to point.</param>
    /// <param name="length">Of the longest stretch that is asked for.</param>
    public NoiseModel(double white, double wander, double decay, double slope, int length)
    {
        (_white, _wander, Decay, _slope) = (white, wander, decay, slope);
        _power = new double[length + 1];
        _meanVariance = new double[length + 1];
        _factor = decay / ((1 - decay) * (1 - decay));
        var power = 1.0;
        for (var count = 0; count <= length; count++)
        {
            _power[count] = power;
            // Variance of the mean of so many points of the wander, in closed form.
            if (count > 0)
                _meanVariance[count] = ((count * (1 + decay) / (1 - decay)) - (2 * _factor * (1 - power))) / ((double)count * count);
            power *= decay;
        }
    }

    public double Decay { get; }

    /// <summary>Standard deviation of one point.</summary>
    public double Scale => Math.Sqrt(_white + _wander);

    /// <summary>Minus twice the logarithm of the likelihood of the values about their levels, by a Kalman filter.</summary>
    public double Deviance(ReadOnlySpan<double> values, IReadOnlyList<int> changes)
    {
        var sum = 0.0;
        double state = 0, variance = _wander;
        var innovation = _wander * (1 - (Decay * Decay));
        var start = 0;
        for (var c = 0; c <= changes.Count; c++)
        {
            var end = c < changes.Count ? changes[c] : values.Length;
            var level = 0.0;
            for (var i = start; i < end; i++)
                level += values[i] / (end - start);
            for (var i = start; i < end; i++)
            {
                var predicted = Decay * state;
                var spread = (Decay * Decay * variance) + innovation;
                if (i == 0)
                    (predicted, spread) = (0, _wander);
                var total = spread + _white;
                var off = values[i] - level - predicted;
                sum += Math.Log(total) + (off * off / total);
                var gain = spread / total;
                state = predicted + (gain * off);
                variance = spread * (1 - gain);
            }
            start = end;
        }
        return sum;
    }

    /// <summary>Variance of the difference of the means of two neighbouring stretches of one level.</summary>
    public double DifferenceVariance(int before, int after)
    {
        var variance = _white * ((1.0 / before) + (1.0 / after));
        if (_wander > 0)
        {
            var shared = _factor * (1 - _power[before]) * (1 - _power[after]) / ((double)before * after);
            variance += _wander * (_meanVariance[before] + _meanVariance[after] - (2 * shared));
        }
        var creep = _slope * (before + after) / 2;
        return variance + (creep * creep);
    }
}
