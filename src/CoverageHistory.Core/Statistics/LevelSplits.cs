namespace CoverageHistory.Statistics;

/// <summary>How sure it is that the level of a series differs before and after a place.</summary>
internal sealed class LevelSplits
{
    private readonly double[] _sums;
    private readonly double[] _moments;
    private readonly NoiseModel _noise;

    /// <param name="values">Without outliers.</param>
    public LevelSplits(ReadOnlySpan<double> values, NoiseModel noise)
    {
        _noise = noise;
        _sums = new double[values.Length + 1];
        _moments = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            _sums[i + 1] = _sums[i] + values[i];
            _moments[i + 1] = _moments[i] + (i * values[i]);
        }
    }

    /// <summary>Square of the difference of the means before and after <paramref name="place"/>, in the variance that noise gives it.</summary>
    public double Evidence(int start, int place, int end) => Between(start, place, place, end);

    /// <summary>The same of two stretches that need not meet.</summary>
    public double Between(int start, int end, int laterStart, int laterEnd)
    {
        int before = end - start, after = laterEnd - laterStart;
        var difference = ((_sums[laterEnd] - _sums[laterStart]) / after) - ((_sums[end] - _sums[start]) / before);
        // In single precision, so that places which are equally good stay so when a series is scaled, and rounds differently.
        return (float)(difference * difference / _noise.DifferenceVariance(before, after));
    }

    /// <summary>
    /// Whether a step explains more of a stretch than a straight line does: a slow drift has no first point, and steps would cut it into stairs.
    /// </summary>
    public bool IsStep(int start, int place, int end)
    {
        double before = place - start, after = end - place, count = end - start;
        var difference = ((_sums[end] - _sums[place]) / after) - ((_sums[place] - _sums[start]) / before);
        var ofStep = before * after / count * difference * difference;
        var middle = (start + end - 1) / 2.0;
        var product = _moments[end] - _moments[start] - (middle * (_sums[end] - _sums[start]));
        var ofLine = product * product * 12 / (count * ((count * count) - 1));
        return ofStep > ofLine * StepOverLine;
    }
    public static double StepOverLine = double.Parse(Environment.GetEnvironmentVariable("SOL") ?? "1");

    /// <summary>The place in a stretch with most evidence, the first of equals.</summary>
    public (int Place, double Evidence) Best(int start, int end)
    {
        var best = (Place: start + 1, Evidence: -1.0);
        for (var place = start + 1; place < end; place++)
        {
            if (Evidence(start, place, end) is var evidence && evidence > best.Evidence)
                best = (place, evidence);
        }
        return best;
    }
}
