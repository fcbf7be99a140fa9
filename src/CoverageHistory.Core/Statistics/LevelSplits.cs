namespace CoverageHistory.Statistics;

/// <summary>How sure it is that the level of a series differs before and after a place.</summary>
internal sealed class LevelSplits
{
    private readonly double[] _sums;
    private readonly NoiseModel _noise;

    /// <param name="values">Without outliers.</param>
    public LevelSplits(ReadOnlySpan<double> values, NoiseModel noise)
    {
        _noise = noise;
        _sums = new double[values.Length + 1];
        // About the first value, so that a high level costs no digits.
        for (var i = 0; i < values.Length; i++)
            _sums[i + 1] = _sums[i] + (values[i] - values[0]);
    }

    /// <summary>Square of the difference of the means before and after <paramref name="place"/>, in the variance that noise gives it.</summary>
    public double Evidence(int start, int place, int end) => Between(start, place, place, end);

    /// <summary>The same of two stretches that need not meet.</summary>
    public double Between(int start, int end, int laterStart, int laterEnd)
    {
        int before = end - start, after = laterEnd - laterStart;
        var difference = ((_sums[laterEnd] - _sums[laterStart]) / after) - ((_sums[end] - _sums[start]) / before);
        return difference * difference / _noise.DifferenceVariance(before, after);
    }

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
