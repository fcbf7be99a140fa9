namespace CoverageHistory.Statistics;

/// <summary>
/// How a series scatters about its level: independent noise, and wander that decays from point to point. Machines drift, so neighbours are
/// alike, and a mean of many points is less certain than independent noise would have it.
/// </summary>
internal sealed class NoiseModel
{
    private readonly double _white;
    private readonly double _wander;
    private readonly double _decay;
    private readonly double[] _ofMean;
    private readonly double[] _shared;

    /// <param name="white">Variance of what is independent.</param>
    /// <param name="wander">Variance of what is alike in neighbours.</param>
    /// <param name="decay">Correlation of the wander from one point to the next, 0 to below 1.</param>
    /// <param name="longest">Stretch that is asked for.</param>
    public NoiseModel(double white, double wander, double decay, int longest)
    {
        (_white, _wander, _decay) = (white, wander, decay);
        _ofMean = new double[longest + 1];
        _shared = new double[longest + 1];
        var factor = decay / ((1 - decay) * (1 - decay));
        var root = Math.Sqrt(2 * wander * factor);
        var power = 1.0;
        for (var count = 1; count <= longest; count++)
        {
            power *= decay;
            // The sum over all pairs of points, in closed form.
            var ofWander = ((count * (1 + decay) / (1 - decay)) - (2 * factor * (1 - power))) / ((double)count * count);
            _ofMean[count] = (white / count) + (wander * ofWander);
            _shared[count] = root * (1 - power) / count;
        }
    }

    private NoiseModel(NoiseModel other) =>
        (_white, _wander, _decay, _ofMean, _shared) = (other._white, other._wander, other._decay, other._ofMean, other._shared);

    public bool HasWander => _wander > 0;

    /// <summary>Of one point.</summary>
    public double Skewness { get; private init; }

    public NoiseModel WithSkewness(double skewness) => new(this) { Skewness = skewness };

    /// <summary>By count: the variance of the mean of so many points.</summary>
    public ReadOnlySpan<double> OfMean => _ofMean;

    /// <summary>By count: the product of two of these is twice the covariance of the means of two stretches that meet.</summary>
    public ReadOnlySpan<double> Shared => _shared;

    /// <summary>Variance of the difference of the means of two stretches of one level that meet.</summary>
    public double OfDifference(int before, int after) => _ofMean[before] + _ofMean[after] - (_shared[before] * _shared[after]);

    /// <summary>Minus twice the logarithm of the likelihood of values about their levels, by R. Kalman's filter, but for a constant.</summary>
    /// <param name="changes">First points of new levels.</param>
    public double Deviance(ReadOnlySpan<double> values, IReadOnlyList<int> changes)
    {
        var sum = 0.0;
        var innovation = _wander * (1 - (_decay * _decay));
        double state = 0, uncertainty = _wander;
        var start = 0;
        for (var c = 0; c <= changes.Count; c++)
        {
            var end = c < changes.Count ? changes[c] : values.Length;
            var level = 0.0;
            foreach (var value in values[start..end])
                level += value / (end - start);
            foreach (var value in values[start..end])
            {
                var total = uncertainty + _white;
                var off = value - level - state;
                sum += Math.Log(total) + (off * off / total);
                var gain = uncertainty / total;
                state = _decay * (state + (gain * off));
                uncertainty = (_decay * _decay * uncertainty * (1 - gain)) + innovation;
            }
            start = end;
        }
        return sum;
    }
}
