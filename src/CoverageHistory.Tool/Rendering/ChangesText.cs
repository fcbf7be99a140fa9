using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Statistics;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>Changes of level in the terminal.</summary>
internal static class ChangesText
{
    public static void Write(TerminalWriter terminal, Metric metric, IReadOnlyList<LevelChange> changes)
    {
        var table = new TextTable(
            new Column("LEVEL SINCE (UTC)"),
            new Column("COMMIT"),
            new Column("BEFORE") { IsNumber = true },
            new Column("AFTER") { IsNumber = true },
            new Column("CHANGE") { IsNumber = true },
            new Column("95 % INTERVAL") { IsNumber = true, DropOrder = 1 },
            new Column("COMMITS") { IsNumber = true, DropOrder = 2 });
        foreach (var found in changes.Reverse())
        {
            var (change, first) = (found.Change, found.First);
            table.Add(
                RunText.Time(first.RecordedAt),
                RunText.ShortCommit(first),
                MetricText.Value(metric, change.Before),
                MetricText.Value(metric, change.After),
                new Cell(MetricText.Change(metric, change.Before, change.After), MetricText.ChangeStyle(metric, change.Before, change.After)),
                $"{MetricText.Change(metric, 0, change.Low)} to {MetricText.Change(metric, 0, change.High)}",
                found.Commits is { Count: > 1 } commits ? RunText.Count(commits.Count) : "");
        }
        table.Render(terminal);
    }

    /// <summary>What would have alerted in a stored trend.</summary>
    public static void Write(TerminalWriter terminal, Trend trend, IReadOnlyList<Alert> alerts)
    {
        var points = trend.Series.Points;
        var known = points.Count(point => point.Value is not null);
        if (alerts.Count == 0)
        {
            terminal.WriteSentence($"Nothing would have alerted in {Runs(known)}.");
            return;
        }
        var table = new TextTable(new Column("ALERTED BY (UTC)"), new Column("COMMIT"), new Column("LEVEL SINCE (UTC)"), new Column("COMMIT"), new Column("RUNS LATE") { IsNumber = true });
        foreach (var alert in alerts.Reverse())
        {
            var (at, first) = (points[alert.At].Run, points[alert.Index].Run);
            table.Add(RunText.Time(at.RecordedAt), RunText.ShortCommit(at), RunText.Time(first.RecordedAt), RunText.ShortCommit(first),
                (alert.At - alert.Index).ToString(CultureInfo.InvariantCulture));
        }
        table.Render(terminal);
        terminal.WriteSentence($"{(alerts.Count == 1 ? "1 alert" : $"{RunText.Count(alerts.Count)} alerts")} in {Runs(known)}, each judged without the runs after it.", Style.Quiet);
    }

    public static string Runs(int count) => count == 1 ? "1 run" : $"{RunText.Count(count)} runs";
}
