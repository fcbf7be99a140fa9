using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Statistics of samples, for formats that state none.</summary>
internal static class Samples
{
    /// <summary>Null without samples.</summary>
    public static double? Mean(IReadOnlyList<double> samples)
    {
        if (samples.Count == 0)
            return null;
        var sum = samples.Sum();
        // The largest doubles have a mean, too.
        return double.IsFinite(sum) ? sum / samples.Count : samples.Sum(sample => sample / samples.Count);
    }

    /// <summary>Null without samples.</summary>
    public static double? Median(IReadOnlyList<double> samples)
    {
        if (samples.Count == 0)
            return null;
        var ordered = samples.Order().ToArray();
        var middle = ordered.Length / 2;
        return ordered.Length % 2 == 1 ? ordered[middle] : ordered[middle - 1] / 2 + ordered[middle] / 2;
    }

    /// <summary>n − 1 in the denominator; null for fewer than two samples, and where it is beyond any number.</summary>
    public static double? StandardDeviation(IReadOnlyList<double> samples)
    {
        if (samples.Count < 2 || Mean(samples) is not { } mean)
            return null;
        var deviation = Math.Sqrt(samples.Sum(sample => (sample - mean) * (sample - mean)) / (samples.Count - 1));
        return double.IsFinite(deviation) ? deviation : null;
    }

    /// <summary>What <see cref="Measurement.SamplesNs"/> keeps of them.</summary>
    public static IReadOnlyList<double> Keep(IReadOnlyList<double> samples)
    {
        const int most = Measurement.MostSamples;
        return samples.Count <= most
            ? [.. samples.Select(Round)]
            : [.. Enumerable.Range(0, most).Select(i => Round(samples[(int)((long)i * (samples.Count - 1) / (most - 1))]))];
    }

    private static double Round(double sample) =>
        double.Parse(sample.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
