namespace CoverageHistory.Statistics;

/// <summary>How sure it is that the level of a series differs before and after a place.</summary>
internal sealed class LevelSplits
{
    /// <summary>On either side of a place, to know how much its points scatter.</summary>
    private const int LocalPoints = 30;

    /// <summary>As many points the whole series counts as in that.</summary>
    private const int PriorJumps = 10;

    private readonly double[] _sums;
    private readonly double[] _moments;
    private readonly double[] _inverse;
    private readonly double[] _roughness;
    private readonly NoiseModel _noise;
    private readonly double _least;

    /// <param name="values">Without outliers.</param>
    /// <param name="least">Evidence that a change needs.</param>
    public LevelSplits(ReadOnlySpan<double> values, NoiseModel noise, double least)
    {
        (_noise, _least) = (noise, least);
        _sums = new double[values.Length + 1];
        _moments = new double[values.Length + 1];
        _inverse = new double[values.Length + 1];
        _roughness = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i + 1] = _sums[i] + values[i];
            _moments[i + 1] = _moments[i] + (i * values[i]);
            _inverse[i + 1] = 1.0 / (i + 1);
            var jump = i == 0 ? 0 : values[i] - values[i - 1];
            _roughness[i + 1] = _roughness[i] + (jump * jump);
        }
    }

    /// <summary>Square of the difference of the means before and after <paramref name="place"/>, in the variance that noise gives it.</summary>
    public double Evidence(int start, int place, int end) => Between(start, place, place, end);

    /// <summary>The same of two stretches that need not meet.</summary>
    public double Between(int start, int end, int laterStart, int laterEnd)
    {
        int before = end - start, after = laterEnd - laterStart;
        var difference = ((_sums[laterEnd] - _sums[laterStart]) / after) - ((_sums[end] - _sums[start]) / before);
        return Rounded(difference * difference / _noise.OfDifference(before, after));
    }

    /// <summary>
    /// The evidence for a place, less where the points around scatter more than others do, and less where a few points of a skewed noise make
    /// the difference. Below 0: no step.
    /// </summary>
    public double Sureness(int start, int place, int end)
    {
        var evidence = Evidence(start, place, end);
        return IsStep(start, place, end) ? Rounded(evidence / LocalVariance(start, place, end) * OfSkewness(start, place, end)) : -1 / evidence;
    }

    /// <summary>Of the points around a place, in that of all, as far as so few can tell.</summary>
    private double LocalVariance(int start, int place, int end)
    {
        start = Math.Max(start, place - LocalPoints);
        end = Math.Min(end, place + LocalPoints);
        var jumps = end - start - 2;
        var expected = 2 * (_noise.OfMean[1] - (_noise.Shared[1] * _noise.Shared[1] / 2));
        if (jumps <= 0 || expected <= 0)
            return 1;
        var seen = _roughness[place] - _roughness[start + 1] + _roughness[end] - _roughness[place + 1];
        return ((PriorJumps * expected) + seen) / ((PriorJumps + jumps) * expected);
    }

    /// <summary>
    /// The part of the evidence that is left: the quantile of a mean of few skewed points lies farther out than the normal one (E. Cornish and
    /// R. Fisher, Moments and cumulants in the specification of distributions, 1938).
    /// </summary>
    private double OfSkewness(int start, int place, int end)
    {
        double before = place - start, after = end - place;
        var isUp = (_sums[end] - _sums[place]) / after > (_sums[place] - _sums[start]) / before;
        var skewness = _noise.Skewness * (isUp ? 1 : -1) * ((1 / (after * after)) - (1 / (before * before))) / Math.Pow((1 / after) + (1 / before), 1.5);
        if (skewness <= 0)
            return 1;
        var quantile = Math.Sqrt(_least);
        var share = quantile / (quantile + (skewness * (_least - 1) / 6));
        return share * share;
    }

    /// <summary>The place in a stretch with most evidence, the first of equals.</summary>
    public (int Place, double Evidence) Best(int start, int end)
    {
        var ofMean = _noise.OfMean;
        var shared = _noise.Shared;
        var inverse = _inverse;
        var sums = _sums;
        var first = _sums[start];
        var last = _sums[end];
        var best = (Place: start + 1, Evidence: -1.0);
        for (var place = start + 1; place < end; place++)
        {
            int before = place - start, after = end - place;
            var difference = ((last - sums[place]) * inverse[after]) - ((sums[place] - first) * inverse[before]);
            var evidence = Rounded(difference * difference / (ofMean[before] + ofMean[after] - (shared[before] * shared[after])));
            if (evidence > best.Evidence)
                best = (place, evidence);
        }
        return best;
    }

    /// <summary>
    /// Whether a step explains more of a stretch than a straight line does: a slow drift has no first point, and steps would cut it into stairs.
    /// </summary>
    private bool IsStep(int start, int place, int end)
    {
        double before = place - start, after = end - place, count = end - start;
        var difference = ((_sums[end] - _sums[place]) / after) - ((_sums[place] - _sums[start]) / before);
        var ofStep = before * after / count * difference * difference;
        var middle = (start + end - 1) / 2.0;
        var product = _moments[end] - _moments[start] - (middle * (_sums[end] - _sums[start]));
        var ofLine = product * product * 12 / (count * ((count * count) - 1));
        return ofStep > ofLine * (1 + 1e-9);
    }

    /// <summary>Places that are equally good stay so when a series is scaled, and rounds differently.</summary>
    private static double Rounded(double evidence) => (float)evidence;
}
