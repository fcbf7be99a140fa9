using CoverageHistory.Model;
using CoverageHistory.Statistics;

namespace CoverageHistory.Comparison;

/// <summary>Judges what a run measured by the runs before it on its line. Allocations are judged beside times, as metrics of their own.</summary>
internal static class BenchmarkReview
{
    private static readonly BenchmarkMetrics[] Judged = [BenchmarkMetrics.Median, BenchmarkMetrics.Allocated];

    /// <param name="head">Position of the run in the history that <paramref name="benchmarks"/> were taken from.</param>
    /// <returns>Of each series with values those of the median time and, where it allocates or did, of the allocated bytes.</returns>
    public static IReadOnlyList<ReviewedBenchmark> Of(BenchmarkHistory benchmarks, int head, JudgeOptions options)
    {
        var reviewed = new List<ReviewedBenchmark>();
        var series = new List<BenchmarkSeries>();
        var judgedAt = new List<int>();
        foreach (var trend in benchmarks.Trends)
        {
            foreach (var metric in Judged)
            {
                var values = trend.ValuesOf(metric);
                if (values.Values.Length == 0)
                    continue;
                if (SeriesOf(benchmarks, trend, metric, values, head) is { } one)
                {
                    judgedAt.Add(reviewed.Count);
                    series.Add(one);
                }
                reviewed.Add(new ReviewedBenchmark(trend, metric, values, null));
            }
        }
        var judged = BenchmarkJudge.Judge(series, options).Benchmarks;
        for (var i = 0; i < judged.Count; i++)
            reviewed[judgedAt[i]] = reviewed[judgedAt[i]] with { Judged = judged[i] };
        return reviewed;
    }

    /// <summary>How fit the times of each series are to be judged, told from all its runs.</summary>
    public static IReadOnlyList<(BenchmarkTrend Trend, CalibratedBenchmark Calibrated)> Calibrate(BenchmarkHistory benchmarks, JudgeOptions options)
    {
        var trends = new Dictionary<string, BenchmarkTrend>(StringComparer.Ordinal);
        var series = new List<CalibrationSeries>();
        foreach (var trend in benchmarks.Trends)
        {
            var key = $"{trend.Benchmark.FullName} {trend.Environment.Fingerprint}";
            foreach (var metric in Judged)
            {
                var values = trend.ValuesOf(metric);
                if (values.Values.Length == 0)
                    continue;
                var changes = values.Changes.Select(change => change.Index).ToArray();
                var latest = values.Points[^1].Measurements;
                // The two metrics of a benchmark know each other by the key.
                series.Add(new CalibrationSeries(new BenchmarkSeries
                {
                    Key = key,
                    Metric = metric.IsTime ? BenchmarkMetric.Time : BenchmarkMetric.Allocation,
                    Better = metric.Metric.Better,
                    Earlier = values.Values,
                    Runs = [.. values.Points.Select(point => point.Position)],
                    New = [],
                    LevelStart = changes is [.., var last] ? last : 0,
                    Launches = latest.Max(one => one.Launches),
                    StatedError = metric.IsTime ? StatedError(latest) : null,
                }, changes));
                trends[key] = trend;
            }
        }
        return [.. BenchmarkCalibration.Calibrate(series, options).Select(one => (trends[one.Series.Key], one))];
    }

    /// <summary>Null when the run did not measure it.</summary>
    private static BenchmarkSeries? SeriesOf(BenchmarkHistory benchmarks, BenchmarkTrend trend, BenchmarkMetrics metric, BenchmarkValues values, int head)
    {
        var at = IndexOf(values.Points, head);
        if (at == values.Points.Count || values.Points[at].Position != head)
            return null;
        var (known, earlier, accepted) = (true, values.Values[..at], IndexOf(values.Points, trend.AcceptedFrom));
        var runs = values.Points.Take(at).Select(point => point.Position).ToArray();
        if (at == 0 && ElsewhereBefore(benchmarks, trend, metric, head) is { } elsewhere)
            (known, earlier, runs, accepted) = (false, elsewhere.Values, [.. elsewhere.Points.Select(point => point.Position)], IndexOf(elsewhere.Points, trend.AcceptedFrom));
        var changes = new BenchmarkValues([.. values.Points.Take(earlier.Length)], earlier).Changes;
        var level = changes is [.., var last] ? last.Index : 0;
        accepted = Math.Min(accepted, earlier.Length);
        var measurements = values.Points[at].Measurements;
        return new BenchmarkSeries
        {
            Key = $"{trend.Benchmark.FullName} {trend.Environment.Fingerprint} {metric.Metric.Name}",
            Metric = metric.IsTime ? BenchmarkMetric.Time : BenchmarkMetric.Allocation,
            Better = metric.Metric.Better,
            Earlier = earlier,
            Runs = runs,
            New = values.Points[at].ValuesOf(metric),
            LevelStart = Math.Max(level, accepted),
            AcceptedStart = accepted,
            IsEnvironmentKnown = known,
            Launches = measurements.Max(one => one.Launches),
            StatedError = metric.IsTime ? StatedError(measurements) : null,
        };
    }

    /// <summary>The same benchmark on other machines: of the one that measured it last.</summary>
    private static BenchmarkValues? ElsewhereBefore(BenchmarkHistory benchmarks, BenchmarkTrend trend, BenchmarkMetrics metric, int head)
    {
        BenchmarkValues? newest = null;
        foreach (var other in benchmarks.Trends.Where(other => other.Benchmark == trend.Benchmark && other != trend))
        {
            var values = other.ValuesOf(metric);
            var count = IndexOf(values.Points, head);
            if (count > 0 && !(newest?.Points[^1].Position >= values.Points[count - 1].Position))
                newest = new BenchmarkValues([.. values.Points.Take(count)], values.Values[..count]);
        }
        return newest;
    }

    private static double? StatedError(IReadOnlyList<Measurement> measurements)
    {
        var errors = measurements.Where(one => one is { StdDevNs: > 0, MedianNs: > 0, SampleCount: > 1 })
            .Select(one => one.StdDevNs!.Value / Math.Sqrt(one.SampleCount) / one.MedianNs!.Value).ToArray();
        return errors.Length == 0 ? null : OrderStatistic.Median(errors);
    }

    /// <summary>The first point at a position or after it.</summary>
    private static int IndexOf(IReadOnlyList<BenchmarkPoint> points, int position)
    {
        var index = 0;
        while (index < points.Count && points[index].Position < position)
            index++;
        return index;
    }
}
