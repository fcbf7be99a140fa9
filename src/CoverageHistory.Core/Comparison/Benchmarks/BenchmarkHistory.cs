using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>The benchmarks of a history: each with its series, an environment each.</summary>
internal sealed class BenchmarkHistory
{
    private BenchmarkHistory(IReadOnlyList<BenchmarkTrend> trends) => Trends = trends;

    /// <summary>By benchmark, then environments in the order they came.</summary>
    public IReadOnlyList<BenchmarkTrend> Trends { get; }

    /// <param name="isWanted">Positions of runs in the history; of those alone measurements are taken.</param>
    /// <param name="names">Null: all benchmarks.</param>
    public static BenchmarkHistory Load(
        IHistoryStore store, RunHistory history, Func<int, bool> isWanted, BenchmarkSettings settings, NamePattern? names, CancellationToken cancellation)
    {
        var renamed = store.ListBenchmarks(cancellation).ToDictionary(benchmark => benchmark, benchmark => BenchmarkRename.Apply(settings.Renames, benchmark));
        var chosen = renamed.Where(pair => names?.Matches(pair.Value) != false).Select(pair => pair.Key).ToHashSet();
        if (chosen.Count == 0)
            return new BenchmarkHistory([]);
        var positions = new Dictionary<Guid, int>();
        for (var position = 0; position < history.Runs.Count; position++)
        {
            if (isWanted(position))
                positions[history.Runs[position].Run.Id] = position;
        }
        var environments = new Dictionary<ExecutionEnvironment, string>();
        var series = new Dictionary<(Benchmark, string), (ExecutionEnvironment Environment, SortedDictionary<int, List<Measurement>> Points)>();
        foreach (var stored in store.ListMeasurements(chosen.Count == renamed.Count ? null : chosen, cancellation))
        {
            if (!positions.TryGetValue(stored.Run, out var position))
                continue;
            if (!environments.TryGetValue(stored.Environment, out var fingerprint))
                environments.Add(stored.Environment, fingerprint = stored.Environment.Fingerprint);
            var key = (renamed[stored.Measurement.Benchmark], fingerprint);
            if (!series.TryGetValue(key, out var found))
                series.Add(key, found = (stored.Environment, []));
            if (!found.Points.TryGetValue(position, out var measurements))
                found.Points.Add(position, measurements = []);
            measurements.Add(stored.Measurement);
        }
        return new BenchmarkHistory([.. series
            .Select(one => new BenchmarkTrend(one.Key.Item1, one.Value.Environment,
                [.. one.Value.Points.Select(point => new BenchmarkPoint(point.Key, history.Runs[point.Key], point.Value))])
            {
                AcceptedFrom = settings.AcceptedFrom(one.Key.Item1, history),
            })
            .OrderBy(trend => trend.Benchmark, Comparer<Benchmark>.Create(MeasurementOrder.Compare))
            .ThenBy(trend => trend.Points[0].Position)]);
    }
}
