using CoverageHistory.Model;
using CoverageHistory.Statistics;

namespace CoverageHistory.Comparison;

/// <summary>One benchmark that went and one that came at the same run, of the same type or with the same name, at the same level.</summary>
/// <param name="Ratio">Of the new one's level to the old one's.</param>
internal sealed record LikelyRename(Benchmark Old, Benchmark New, double Ratio)
{
    /// <summary>Further apart, it is another benchmark or a change besides; nobody could tell which.</summary>
    private const double MostApart = 0.1;

    /// <summary>Runs of the old level that count.</summary>
    private const int LastRuns = 8;

    /// <param name="head">Position of the first run that measured the new ones.</param>
    public static IReadOnlyList<LikelyRename> Find(BenchmarkHistory benchmarks, int head)
    {
        var found = new List<LikelyRename>();
        foreach (var environment in benchmarks.Trends.GroupBy(trend => trend.Environment.Fingerprint, StringComparer.Ordinal))
        {
            // Those the run before measured, or the one before that: a benchmark may be left out of a run.
            var before = environment.SelectMany(trend => trend.Points).Where(point => point.Position < head).Select(point => point.Position).DefaultIfEmpty(-1).Max();
            var gone = environment.Where(trend => trend.Points[^1].Position == before).ToList();
            var came = environment.Where(trend => trend.Points[0].Position == head).ToList();
            foreach (var one in came)
            {
                var candidates = gone.Where(other => IsAlike(other.Benchmark, one.Benchmark)).ToList();
                if (candidates is [var old] && came.Count(other => IsAlike(old.Benchmark, other.Benchmark)) == 1 && RatioOf(old, one) is { } ratio)
                    found.Add(new LikelyRename(old.Benchmark, one.Benchmark, ratio));
            }
        }
        return [.. found.DistinctBy(rename => (rename.Old, rename.New))];
    }

    /// <summary>Another method of the type, or the same method elsewhere; parameters and job stay.</summary>
    private static bool IsAlike(Benchmark old, Benchmark one) => old.Job == one.Job && old.Parameters == one.Parameters
        && ((old.Namespace == one.Namespace && old.Type == one.Type) || old.Method == one.Method);

    /// <summary>Null when the levels are not the same.</summary>
    private static double? RatioOf(BenchmarkTrend old, BenchmarkTrend one)
    {
        if (LevelOf(old, BenchmarkMetrics.Median) is not { } before || LevelOf(one, BenchmarkMetrics.Median) is not { } after || before <= 0)
            return null;
        var ratio = after / before;
        var (allocatedBefore, allocatedAfter) = (LevelOf(old, BenchmarkMetrics.Allocated), LevelOf(one, BenchmarkMetrics.Allocated));
        var isSameMemory = allocatedBefore is null || allocatedAfter is null
            || Math.Abs(allocatedAfter.Value - allocatedBefore.Value) <= MostApart * Math.Max(allocatedBefore.Value, allocatedAfter.Value);
        return Math.Abs(ratio - 1) <= MostApart && isSameMemory ? ratio : null;
    }

    private static double? LevelOf(BenchmarkTrend trend, BenchmarkMetrics metric) =>
        trend.ValuesOf(metric).Values is { Length: > 0 } values ? OrderStatistic.MedianOf(values[^Math.Min(LastRuns, values.Length)..]) : null;
}
