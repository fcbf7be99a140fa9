using System.Globalization;
using System.Text;
using CoverageHistory.Hashing;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>
/// Knows measurements again whichever way they come: from a full or a brief report, or from the benchmark process itself. What only some
/// of those tell counts for nothing.
/// </summary>
internal static class MeasuredContent
{
    /// <summary>Null when nothing has a result: such reports look alike, and are none the less of different runs.</summary>
    public static string? HashOf(IReadOnlyList<Measurement> measurements)
    {
        if (!measurements.Any(measurement => measurement.HasResult))
            return null;
        var text = new StringBuilder("benchmarks\n");
        foreach (var measurement in measurements.OrderBy(measurement => measurement, Comparer<Measurement>.Create(MeasurementOrder.Compare)))
        {
            foreach (var name in (string[])[measurement.Benchmark.Namespace, measurement.Benchmark.Type, measurement.Benchmark.Method, measurement.Benchmark.Parameters, measurement.Benchmark.Job])
                text.Append(name.Length).Append(':').Append(name).Append('\t');
            text.Append(CultureInfo.InvariantCulture,
                $"{measurement.MeanNs:R}\t{measurement.MedianNs:R}\t{measurement.StdDevNs:R}\t{measurement.SampleCount}\t{measurement.AllocatedBytes:R}\n");
        }
        return Sha256.HexOf(text.ToString());
    }
}
