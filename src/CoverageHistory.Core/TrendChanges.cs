using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Statistics;

namespace CoverageHistory;

/// <summary>The changes of level of a trend. Points without a value count in indexes, and in nothing else.</summary>
internal static class TrendChanges
{
    private const int MostCommits = 1_000;

    /// <param name="newest">In the last so many points only: the search takes the square of their number.</param>
    public static IReadOnlyList<LevelChange> Find(MetricSeries series, Ancestry? ancestry, double sensitivity, int newest = int.MaxValue)
    {
        var (values, places) = Known(series, newest);
        return
        [
            .. ChangePointDetector.Find(values, sensitivity).Select(change =>
            {
                var before = series.Points[places[change.Index - 1]].Run;
                var first = series.Points[places[change.Index]].Run;
                return new LevelChange(change with { Index = places[change.Index] }, before, first) { Commits = Between(before, first, ancestry) };
            }),
        ];
    }

    /// <summary>What would have alerted: changes for the worse, where the metric has a better way.</summary>
    public static IReadOnlyList<Alert> Replay(MetricSeries series, double sensitivity)
    {
        var (values, places) = Known(series);
        return Replay(values, places, series.Metric.Better, sensitivity);
    }

    /// <param name="places">Of the values, in a series that also has points without one.</param>
    public static IReadOnlyList<Alert> Replay(ReadOnlySpan<double> values, IReadOnlyList<int> places, MetricDirection better, double sensitivity) =>
    [
        .. LevelWatch.Replay(values, sensitivity)
            .Where(alert => better == MetricDirection.None || alert.IsUp == (better == MetricDirection.Lower))
            .Select(alert => alert with { At = places[alert.At], Index = places[alert.Index] }),
    ];

    private static (double[] Values, List<int> Places) Known(MetricSeries series, int newest = int.MaxValue)
    {
        var places = new List<int>();
        for (var i = Math.Max(0, series.Points.Count - newest); i < series.Points.Count; i++)
        {
            if (series.Points[i].Value is { } value && double.IsFinite(value))
                places.Add(i);
        }
        var values = new double[places.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = series.Points[places[i]].Value!.Value;
        return (values, places);
    }

    private static List<string>? Between(Run before, Run first, Ancestry? ancestry)
    {
        if (ancestry is null || before.Commit is not { } from || first.Commit is not { } to)
            return null;
        var commits = new List<string>();
        for (var commit = to.Sha; commit != from.Sha;)
        {
            commits.Add(commit);
            if (commits.Count > MostCommits || !ancestry.TryGetParent(commit, out var parent) || parent is null)
                return null;
            commit = parent;
        }
        commits.Reverse();
        return commits;
    }
}
