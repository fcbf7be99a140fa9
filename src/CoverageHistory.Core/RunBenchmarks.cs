using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>What the sessions of a stored run hold of benchmarks.</summary>
/// <param name="Sessions">How many sessions hold benchmarks and nothing else.</param>
/// <param name="Counts">Of all sessions together.</param>
internal readonly record struct RunBenchmarks(int Sessions, BenchmarkCounts Counts)
{
    public static RunBenchmarks Of(IEnumerable<SessionSummary> sessions)
    {
        var (only, total, without) = (0, 0, 0);
        foreach (var session in sessions)
        {
            if (session.Session.Benchmarks is not { } measurements)
                continue;
            only += session is { Coverage: null, Tests: null } ? 1 : 0;
            var counts = BenchmarkCounts.Of(measurements);
            (total, without) = (total + counts.Total, without + counts.WithoutResult);
        }
        return new RunBenchmarks(only, new BenchmarkCounts(total, without));
    }
}
