using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>What a session of benchmarks is called where nobody names it: the type that holds them, else what their namespaces share.</summary>
internal static class BenchmarkSessionName
{
    private const string Unnamed = "benchmarks";

    public static string Of(IReadOnlyList<Measurement> measurements)
    {
        var types = measurements.Select(measurement => (measurement.Benchmark.Namespace, measurement.Benchmark.Type)).Distinct().ToArray();
        if (types is [var (space, type)])
            return Join(space, type);
        var shared = types.Select(type => type.Namespace.Split('.')).Aggregate((left, right) => [.. left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);
        return Join(string.Join('.', shared), "");
    }

    private static string Join(string space, string type) => (space.Length, type.Length) switch
    {
        (0, 0) => Unnamed,
        (0, _) => type,
        (_, 0) => space,
        _ => space + "." + type,
    };
}
