namespace CoverageHistory.Statistics;

/// <summary>
/// Finds the noise of a series from the differences of its points at several distances, which level changes, being rare, hardly touch:
/// the robust estimate of S. Chakar et al., A robust approach for estimating change-points in the mean of an AR(1) process, Bernoulli 23
/// (2017), carried from two distances to the variogram, so that independent noise on top of the wander is told from it.
/// </summary>
internal static class NoiseEstimate
{
    /// <summary>In standard deviations: differences across a change that is not known count as this.</summary>
    private const double Reach = 3;

    private const int FewestDifferences = 4;
    private const int FewestDistances = 3;

    /// <summary>What a model with one more number must leave of the error.</summary>
    private const double WorthIt = 0.7;

    private static readonly int[] Distances = [1, 2, 3, 4, 6, 8, 12, 16];
    private static readonly double[] Decays = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];

    /// <summary>What the newest point moves the forecast of a walk by, of the distance; faster walks are wander of the slowest decay.</summary>
    private static readonly double[] Gains = [0, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.08, 0.11, 0.15, 0.2, 0.27, 0.35, 0.45, 0.6];

    /// <summary>Independent noise, from differences of neighbours alone.</summary>
    /// <param name="values">Without outliers.</param>
    /// <param name="changes">Where the level is known to change: no difference is taken across.</param>
    /// <param name="longest">Stretch that the noise will be asked of.</param>
    public static NoiseModel OfNeighbours(ReadOnlySpan<double> values, IReadOnlyList<int> changes, int longest)
    {
        var differences = new double[values.Length];
        var count = Collect(values, changes, 1, differences);
        return NoiseModel.Stationary(HalfMeanSquare(differences.AsSpan(0, count)), 0, 0, longest);
    }

    /// <summary>Independent noise and wander, from differences at several distances.</summary>
    /// <inheritdoc cref="OfNeighbours"/>
    public static NoiseModel Of(ReadOnlySpan<double> values, IReadOnlyList<int> changes, int longest)
    {
        Span<double> variogram = stackalloc double[Distances.Length];
        Span<double> weight = stackalloc double[Distances.Length];
        var used = 0;
        var differences = new double[values.Length];
        foreach (var distance in Distances)
        {
            var count = Collect(values, changes, distance, differences);
            if (count < FewestDifferences || (used > 0 && count < values.Length / 2))
                break;
            variogram[used] = HalfMeanSquare(differences.AsSpan(0, count));
            weight[used++] = count / (double)distance;
        }
        if (used == 0)
            return OfNeighbours(values, changes, longest);
        var best = Fit(variogram[..used], weight, 0);
        foreach (var decay in Decays)
        {
            if (used >= FewestDistances && Fit(variogram[..used], weight, decay) is var fit && fit.Error < best.Error * WorthIt)
                best = fit;
        }
        return NoiseModel.Stationary(best.White, best.Wander, best.Decay, longest);
    }

    /// <summary>
    /// A level that walks under independent noise: the likeliest. Its filter is, but for the first points, exponential smoothing (J. Muth,
    /// Optimal properties of exponentially weighted forecasts, JASA 55 (1960)). Null: the level does not walk.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static NoiseModel? OfWalk(ReadOnlySpan<double> values, IReadOnlyList<int> changes, int longest)
    {
        var best = new Forecast(0, double.PositiveInfinity, 0, 0);
        foreach (var gain in Gains)
        {
            if (Smooth(values, changes, gain) is var forecast && forecast.Error < best.Error)
                best = forecast;
        }
        if (!(best.Variance > 0) || best.Gain == 0)
            return null;
        // Of a gain K and errors of variance F, the independent part is F (1 - K), and a step of the walk F K^2.
        return NoiseModel.Walking(best.Variance * (1 - best.Gain), best.Variance * best.Gain * best.Gain, longest) with { Kurtosis = Math.Max(0, best.Kurtosis) };
    }

    private static Forecast Smooth(ReadOnlySpan<double> values, IReadOnlyList<int> changes, double gain)
    {
        double sum = 0, logs = 0, fourth = 0;
        var start = 0;
        // In units of the variance of a forecast from many points.
        double white = 1 - gain, pace = gain * gain, settled = gain;
        for (var c = 0; c <= changes.Count; c++)
        {
            var end = c < changes.Count ? changes[c] : values.Length;
            var state = values[start];
            var uncertainty = white + pace;
            var i = start + 1;
            for (; i < end && uncertainty > settled * 1.0001; i++)
            {
                var total = uncertainty + white;
                var off = values[i] - state;
                var square = off * off / total;
                sum += square;
                fourth += square * square;
                logs += Math.Log(total);
                state += uncertainty / total * off;
                uncertainty = (uncertainty * white / total) + pace;
            }
            for (; i < end; i++)
            {
                var off = values[i] - state;
                var square = off * off;
                sum += square;
                fourth += square * square;
                state += gain * off;
            }
            start = end;
        }
        var count = values.Length - 1 - changes.Count;
        return count < FewestDifferences
            ? new Forecast(gain, double.PositiveInfinity, 0, 0)
            : new Forecast(gain, (count * Math.Log(sum / count)) + logs, sum / count, (fourth * count / (sum * sum)) - 3);
    }

    private static int Collect(ReadOnlySpan<double> values, IReadOnlyList<int> changes, int distance, double[] differences)
    {
        var count = 0;
        var start = 0;
        for (var c = 0; c <= changes.Count; c++)
        {
            var end = c < changes.Count ? changes[c] : values.Length;
            for (var i = start; i + distance < end; i++)
                differences[count++] = values[i + distance] - values[i];
            start = end;
        }
        return count;
    }

    private static double HalfMeanSquare(Span<double> differences)
    {
        for (var i = 0; i < differences.Length; i++)
            differences[i] = Math.Abs(differences[i]);
        var reach = Reach * Scales.OfDistances(differences);
        var sum = 0.0;
        foreach (var difference in differences)
        {
            var near = Math.Min(difference, reach);
            sum += near * near;
        }
        return sum / differences.Length / 2;
    }

    /// <summary>Least squares of variogram = white + wander · (1 − decay^distance), neither part below 0, in relative error.</summary>
    private static (double White, double Wander, double Decay, double Error) Fit(ReadOnlySpan<double> variogram, ReadOnlySpan<double> weight, double decay)
    {
        double s1 = 0, sg = 0, sgg = 0, sv = 0, sgv = 0;
        for (var i = 0; i < variogram.Length; i++)
        {
            var w = weight[i];
            var g = decay == 0 ? 0 : 1 - Math.Pow(decay, Distances[i]);
            s1 += w;
            sg += w * g;
            sgg += w * g * g;
            sv += w * variogram[i];
            sgv += w * g * variogram[i];
        }
        double white, wander;
        if (decay == 0)
            (white, wander) = (sv / s1, 0);
        else
        {
            var determinant = (s1 * sgg) - (sg * sg);
            wander = ((s1 * sgv) - (sg * sv)) / determinant;
            white = (sv - (wander * sg)) / s1;
            if (wander < 0)
                (white, wander) = (sv / s1, 0);
            else if (white < 0)
                (white, wander) = (0, sgv / sgg);
        }
        var error = 0.0;
        for (var i = 0; i < variogram.Length; i++)
        {
            var g = decay == 0 ? 0 : 1 - Math.Pow(decay, Distances[i]);
            var off = variogram[i] - white - (wander * g);
            error += weight[i] * off * off;
        }
        return (white, wander, decay, error);
    }

    /// <param name="Gain">What a new point moves the forecast by, of the distance.</param>
    /// <param name="Error">Minus twice the logarithm of the likelihood.</param>
    /// <param name="Variance">Of the distances.</param>
    /// <param name="Kurtosis">Of the distances, beyond 3.</param>
    private readonly record struct Forecast(double Gain, double Error, double Variance, double Kurtosis);
}
