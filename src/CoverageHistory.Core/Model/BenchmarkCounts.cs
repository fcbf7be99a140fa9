namespace CoverageHistory.Model;

/// <summary>How many benchmarks a session holds.</summary>
/// <param name="WithoutResult">Of them, those that failed or did not run.</param>
internal readonly record struct BenchmarkCounts(int Total, int WithoutResult)
{
    public int Recorded => Total - WithoutResult;

    public static BenchmarkCounts Of(IReadOnlyList<Measurement> measurements)
    {
        var without = 0;
        foreach (var measurement in measurements)
            without += measurement.HasResult ? 0 : 1;
        return new BenchmarkCounts(measurements.Count, without);
    }
}
