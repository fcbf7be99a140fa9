using System.Numerics;

namespace CoverageHistory.Statistics;

/// <summary>How sure it is that the level of a series differs before and after a place.</summary>
internal sealed class LevelSplits
{
    /// <summary>On either side of a place, to know how much its points scatter, and that it is a step up close, too.</summary>
    private const int LocalPoints = 30;

    /// <summary>As many points the whole series counts as in that.</summary>
    private const int PriorJumps = 10;

    /// <summary>Variances of a point by which few points may seem to follow a line: the square of three standard deviations.</summary>
    private const double Doubt = 9;

    /// <summary>Points that are weighed one by one: several at once need code for the processor at hand, which takes longer to compile.</summary>
    private const int Short = 2_000;

    private readonly double[] _sums;
    private readonly double[] _moments;
    private readonly double[] _evidence;
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
        _evidence = new double[values.Length + 1];
        _roughness = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i + 1] = _sums[i] + values[i];
            _moments[i + 1] = _moments[i] + (i * values[i]);
            var jump = i == 0 ? 0 : values[i] - values[i - 1];
            _roughness[i + 1] = _roughness[i] + (jump * jump);
        }
    }

    /// <summary>In longer ones a place has no other evidence than in these: four horizons, so that any place has its own in one of each length.</summary>
    public int LongestStretch => _noise.Horizon > _sums.Length / 4 ? _sums.Length : 4 * _noise.Horizon;

    /// <summary>What tells of the levels on either side of a place.</summary>
    private (int Start, int End) Near(int start, int place, int end) =>
        (place - Math.Min(place - start, _noise.Horizon), place + Math.Min(end - place, _noise.Horizon));

    /// <summary>Square of the difference of the means of two stretches, which need not meet, in the variance that noise gives it.</summary>
    public double Between(int start, int end, int laterStart, int laterEnd)
    {
        int before = end - start, after = laterEnd - laterStart;
        var difference = ((_sums[laterEnd] - _sums[laterStart]) / after) - ((_sums[end] - _sums[start]) / before);
        return Rounded(difference * difference / _noise.OfDifference(before, after));
    }

    /// <summary>
    /// The evidence for a place, less where the points around scatter more than others do, and less where a few points of a skewed noise, or of
    /// one that often lies far off, make the difference. Below 0: no step.
    /// </summary>
    public double Sureness(int start, int place, int end)
    {
        (start, end) = Near(start, place, end);
        var evidence = Between(start, place, place, end);
        var slack = Doubt * _noise.OfDifference(1, 1) / 2;
        var isStep = IsStep(start, place, end, 0) && IsStep(Math.Max(start, place - LocalPoints), place, Math.Min(end, place + LocalPoints), slack);
        return isStep ? Rounded(evidence / LocalVariance(start, place, end) * OfSkewness(start, place, end) * OfKurtosis(start, place, end)) : -1 / evidence;
    }

    /// <summary>Of the points around a place, in that of all, as far as so few can tell.</summary>
    private double LocalVariance(int start, int place, int end)
    {
        start = Math.Max(start, place - LocalPoints);
        end = Math.Min(end, place + LocalPoints);
        var jumps = end - start - 2;
        var expected = _noise.OfDifference(1, 1);
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

    /// <summary>The same for noise that often lies far off.</summary>
    private double OfKurtosis(int start, int place, int end)
    {
        if (_noise.Kurtosis == 0)
            return 1;
        double before = place - start, after = end - place;
        var kurtosis = _noise.Kurtosis * ((1 / (after * after * after)) + (1 / (before * before * before))) / Math.Pow((1 / after) + (1 / before), 2);
        var share = 1 / (1 + (kurtosis * (_least - 3) / 24));
        return share * share;
    }

    /// <summary>The place in a stretch with most evidence, the first of equals.</summary>
    public (int Place, double Evidence) Best(int start, int end)
    {
        if (_sums.Length <= Short)
            WeighOneByOne(start, start + 1, end, end);
        else if (_noise.Horizon >= end - start)
            WeighFree(start, end);
        else
        {
            // Between these, as many points count on either side.
            var (first, last) = (start + _noise.Horizon, end - _noise.Horizon);
            WeighOneByOne(start, start + 1, first, end);
            if (first < last)
                WeighEven(first, last);
            WeighOneByOne(start, Math.Max(first, last), end, end);
        }
        var evidence = _evidence;
        var most = Rounded(_sums.Length <= Short ? Most(start + 1, end, -1) : Most(start + 1, end));
        for (var place = start + 1; place < end; place++)
        {
            if (Rounded(evidence[place]) >= most)
                return (place, most);
        }
        return (start + 1, most);
    }

    private double Most(int from, int to, double most)
    {
        var evidence = _evidence;
        for (var place = from; place < to; place++)
            most = evidence[place] > most ? evidence[place] : most;
        return most;
    }

    private double Most(int from, int to)
    {
        var most = new Vector<double>(-1);
        for (; from + Vector<double>.Count <= to; from += Vector<double>.Count)
        {
            var next = new Vector<double>(_evidence, from);
            most = Vector.ConditionalSelect(Vector.GreaterThan(next, most), next, most);
        }
        var single = -1.0;
        for (var lane = 0; lane < Vector<double>.Count; lane++)
            single = Math.Max(single, most[lane]);
        return Most(from, to, single);
    }

    private void WeighOneByOne(int start, int from, int to, int end)
    {
        var horizon = _noise.Horizon;
        var (ofMean, shared, inverse) = _noise.Counts;
        var (sums, evidence) = (_sums, _evidence);
        for (var place = from; place < to; place++)
        {
            int before = Math.Min(place - start, horizon), after = Math.Min(end - place, horizon);
            var difference = ((sums[place + after] - sums[place]) * inverse[after]) - ((sums[place] - sums[place - before]) * inverse[before]);
            evidence[place] = difference * difference / (ofMean[before] + ofMean[after] - (shared[before] * shared[after]));
        }
    }

    /// <summary>All points of the stretch count: several places at once.</summary>
    private void WeighFree(int start, int end)
    {
        var (counts, mirrored) = (_noise.Counts, _noise.Mirrored);
        var mirror = _noise.Longest - end;
        var place = start + 1;
        var (first, last) = (new Vector<double>(_sums[start]), new Vector<double>(_sums[end]));
        for (; place + Vector<double>.Count <= end; place += Vector<double>.Count)
        {
            var (before, after) = (place - start, mirror + place);
            var sum = new Vector<double>(_sums, place);
            var difference = ((last - sum) * new Vector<double>(mirrored.Inverse, after)) - ((sum - first) * new Vector<double>(counts.Inverse, before));
            var variance = new Vector<double>(counts.OfMean, before) + new Vector<double>(mirrored.OfMean, after)
                - (new Vector<double>(counts.Shared, before) * new Vector<double>(mirrored.Shared, after));
            (difference * difference / variance).CopyTo(_evidence, place);
        }
        WeighOneByOne(start, place, end, end);
    }

    private void WeighEven(int from, int to)
    {
        var horizon = _noise.Horizon;
        var share = new Vector<double>(1 / (_noise.OfDifference(horizon, horizon) * horizon * horizon));
        var place = from;
        for (; place + Vector<double>.Count <= to; place += Vector<double>.Count)
        {
            var sum = new Vector<double>(_sums, place);
            var difference = new Vector<double>(_sums, place + horizon) - sum - (sum - new Vector<double>(_sums, place - horizon));
            (difference * difference * share).CopyTo(_evidence, place);
        }
        WeighOneByOne(from - horizon, place, to, to + horizon);
    }

    /// <summary>
    /// Whether a step explains more of a stretch than a straight line does: a slow drift has no first point, and steps would cut it into stairs.
    /// </summary>
    /// <param name="slack">What the line may explain more.</param>
    private bool IsStep(int start, int place, int end, double slack)
    {
        double before = place - start, after = end - place, count = end - start;
        var difference = ((_sums[end] - _sums[place]) / after) - ((_sums[place] - _sums[start]) / before);
        var ofStep = before * after / count * difference * difference;
        var middle = (start + end - 1) / 2.0;
        var product = _moments[end] - _moments[start] - (middle * (_sums[end] - _sums[start]));
        var ofLine = product * product * 12 / (count * ((count * count) - 1));
        return ofStep + slack > ofLine * (1 + 1e-9);
    }

    /// <summary>Places that are equally good stay so when a series is scaled, and rounds differently.</summary>
    private static double Rounded(double evidence) => (float)evidence;
}
