using CoverageHistory.Model;
using CoverageHistory.Statistics;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>The benchmarks of a line of runs, and what is to be said of the last run that measured any.</summary>
internal sealed class BenchmarkOverview
{
    private readonly BenchmarkHistory _benchmarks;

    public BenchmarkOverview(RunHistory history, BenchmarkHistory benchmarks, RunSummary? head = null)
    {
        History = history;
        _benchmarks = benchmarks;
        HeadPosition = head is null ? Trends.Select(trend => trend.Points[^1].Position).DefaultIfEmpty(-1).Max() : history.PositionOf(head.Run.Id);
    }

    public RunHistory History { get; }

    public IReadOnlyList<BenchmarkTrend> Trends => _benchmarks.Trends;

    /// <summary>The run that is judged; null when none measured a benchmark.</summary>
    public RunSummary? Head => HeadPosition < 0 ? null : History.Runs[HeadPosition];

    /// <summary>Of each series the median time and the allocated bytes, judged where the head measured them.</summary>
    public IReadOnlyList<ReviewedBenchmark> Reviewed => field ??= HeadPosition < 0 ? [] : BenchmarkReview.Of(_benchmarks, HeadPosition, JudgeOptions.Default);

    /// <summary>How fit each series is to be judged, told from its own past.</summary>
    public IReadOnlyList<(BenchmarkTrend Trend, CalibratedBenchmark Calibrated)> Calibrate() => BenchmarkReview.Calibrate(_benchmarks, JudgeOptions.Default);

    public IReadOnlyList<LikelyRename> LikelyRenames => field ??= HeadPosition < 0 ? [] : LikelyRename.Find(_benchmarks, HeadPosition);

    /// <summary>Environments of the benchmarks, the one that measured last first.</summary>
    public IReadOnlyList<ExecutionEnvironment> Environments =>
        [.. Trends.GroupBy(trend => trend.Environment.Fingerprint, StringComparer.Ordinal)
            .OrderByDescending(group => group.Max(trend => trend.Points[^1].Position)).Select(group => group.First().Environment)];

    private int HeadPosition { get; }

    /// <summary>
    /// One series over all environments, as the one that measured last would have it: each other one's values are moved by the ratio of
    /// the medians. For looking at; judged is each environment by itself.
    /// </summary>
    /// <param name="trends">Of one benchmark.</param>
    public static Dictionary<Guid, double> Align(IEnumerable<BenchmarkTrend> trends, BenchmarkMetrics metric)
    {
        var aligned = new Dictionary<Guid, double>();
        double? reference = null;
        foreach (var values in trends.Select(trend => trend.ValuesOf(metric)).Where(values => values.Values.Length > 0).OrderByDescending(values => values.Points[^1].Position))
        {
            var median = OrderStatistic.MedianOf(values.Values);
            reference ??= median;
            var factor = median > 0 && reference > 0 ? reference.Value / median : 1;
            for (var i = 0; i < values.Values.Length; i++)
                aligned.TryAdd(values.Points[i].Run.Run.Id, values.Values[i] * factor);
        }
        return aligned;
    }
}
