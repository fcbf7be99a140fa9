using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks.Dotnet;

/// <summary>
/// Jobs of one report that are described alike, because only how long they measure tells them apart, or one names the host's runtime and
/// another none. The one with the fewest characteristics keeps the description, so that its series goes on when another is added.
/// </summary>
internal static class JobClashes
{
    public static IEnumerable<(Measurement Measurement, int Line)> Resolve(IReadOnlyList<(Measurement Measurement, BenchmarkDotNetJob Job, int Line)> found)
    {
        var plainest = found.GroupBy(item => item.Measurement.Benchmark).ToDictionary(alike => alike.Key, alike => alike
            .OrderBy(item => item.Job.Characteristics.Count).ThenBy(item => Text(item.Job), StringComparer.Ordinal).First().Job);
        foreach (var (measurement, job, line) in found)
        {
            var benchmark = measurement.Benchmark;
            if (plainest[benchmark] is var first && !ReferenceEquals(first, job) && job.DescribeBeside(first) is { Length: > 0 } more)
                benchmark = benchmark with { Job = benchmark.Job.Length == 0 ? more : $"{benchmark.Job}, {more}" };
            yield return (measurement with { Benchmark = benchmark }, line);
        }
    }

    private static string Text(BenchmarkDotNetJob job) => string.Join(", ", job.Characteristics.Select(item => $"{item.Key}={item.Value}"));
}
