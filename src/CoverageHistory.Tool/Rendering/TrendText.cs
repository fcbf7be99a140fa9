using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>A trend in the terminal: where it stands, the plot, the recent runs.</summary>
/// <param name="repository">What it is called where the runs know no remote.</param>
internal sealed class TrendText(TerminalWriter terminal, Trend trend, Metric metric, string repository)
{
    private const int SparkWidth = 24;
    private const int MostChanges = 3;

    /// <summary>Benchmarks have long names, which the headline shows.</summary>
    private const int MostTitle = 24;

    private static readonly Metric Lines = BuiltInMetric.LineRate.Metric;
    private static readonly Metric Branches = BuiltInMetric.Find("branch_rate")!.Metric;
    private static readonly Metric Tests = BuiltInMetric.Find("tests_total")!.Metric;

    private readonly TrendRun _last = trend.Runs[^1];

    /// <param name="scope">What the trend is about, such as a module; null for the project.</param>
    /// <param name="rows">How many runs the table shows.</param>
    public void Write(string? scope, int rows)
    {
        WriteHeadline(scope);
        WriteSummary();
        WritePlot();
        WriteChanges();
        WriteRuns(rows);
    }

    private void WriteHeadline(string? scope)
    {
        var first = trend.Runs[0].Summary.Run;
        var last = _last.Summary.Run;
        var title = scope ?? RunText.Repository(last) ?? repository;
        terminal.Write(title, Style.Strong);
        var runs = trend.Runs.Count == 1 ? "1 run" : $"{RunText.Count(trend.Runs.Count)} runs";
        var from = first.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var to = last.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string[] facts = [runs, from == to ? from : $"{from} to {to}", "last " + RunText.Place(last)];
        var line = string.Concat(facts.Select(fact => terminal.Glyphs.Separator + fact));
        if (!terminal.Traits.IsPlain)
            line = TextWidth.Fit(line, terminal.Traits.Width - TextWidth.Of(title), terminal.Glyphs.Ellipsis);
        terminal.WriteLine(line, Style.Quiet).WriteLine();
    }

    private void WriteSummary()
    {
        Metric[] shown = [metric, Lines, Branches, Tests];
        // What this history has nothing of, such as tests, takes no line.
        var rows = new List<Metric>();
        int titles = 0, values = 0, changes = 0;
        foreach (var row in shown)
        {
            if (rows.Contains(row) || !trend.Runs.Any(run => ValueOf(row, run) is { } value && (value != 0 || row == metric)))
                continue;
            rows.Add(row);
            titles = Math.Max(titles, row.Title.Length);
            values = Math.Max(values, MetricText.Value(row, ValueOf(row, _last)).Length);
            changes = Math.Max(changes, ChangeOf(row, _last).Length);
        }
        if (rows.Count == 0)
            return;
        foreach (var row in rows)
        {
            var change = ChangeOf(row, _last);
            terminal.Write(row.Title.PadRight(titles) + "  ");
            terminal.Write(MetricText.Value(row, ValueOf(row, _last)).PadLeft(values), Style.Strong);
            terminal.Write("  " + change.PadRight(changes), MetricText.ChangeStyle(row, BeforeOf(row, _last), ValueOf(row, _last)));
            if (trend.Runs.Count > 1)
                terminal.Write("  " + Sparkline.Draw(LastValuesOf(row), SparkWidth, terminal.Glyphs), Style.Accent);
            terminal.WriteLine();
        }
        terminal.WriteLine();
    }

    private void WritePlot()
    {
        var values = KnownValues();
        if (trend.Runs.Count < 2 || values.Length == 0)
            return;
        var height = terminal.Traits.Width >= 110 ? 11 : 9;
        // Two rows a tick keep the labels apart.
        var scale = metric.Unit == Metric.Ratio
            ? NiceScale.OfRates(values, height / 2 + 1)
            : NiceScale.OfAmounts(values, height / 2 + 1, whole: metric.Unit == Metric.Count);
        var sameDay = trend.Runs[0].Summary.Run.RecordedAt.UtcDateTime.Date == _last.Summary.Run.RecordedAt.UtcDateTime.Date;
        new LineChart
        {
            Points = trend.Series.Points.Select(point => new ChartPoint(point.Run.RecordedAt, point.Value, point.Run.Status != RunStatus.Passed)).ToArray(),
            Scale = scale,
            FormatValue = value => MetricText.Tick(metric, value, scale.Step),
            FormatTime = time => time.UtcDateTime.ToString(sameDay ? "HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Height = height,
        }.Render(terminal);
        terminal.WriteLine();
    }

    private void WriteChanges()
    {
        var changes = trend.FindRecentChanges();
        if (changes.Count == 0)
            return;
        ChangesText.Write(terminal, metric, changes.Count > MostChanges ? [.. changes.TakeLast(MostChanges)] : changes);
        if (changes.Count > MostChanges)
            terminal.WriteSentence($"{RunText.Count(changes.Count - MostChanges)} earlier changes of level: dotnet coverage-trend changes.", Style.Quiet);
        terminal.WriteLine();
    }

    private ReadOnlySpan<double> KnownValues()
    {
        var values = new double[trend.Runs.Count];
        var known = 0;
        foreach (var point in trend.Series.Points)
        {
            if (point.Value is { } value)
                values[known++] = value;
        }
        return values.AsSpan(0, known);
    }

    private void WriteRuns(int rows)
    {
        var table = new TextTable(
            new Column("WHEN (UTC)"),
            new Column("COMMIT"),
            new Column("BRANCH") { IsFlexible = true, DropOrder = 3 },
            new Column(ShortTitle) { IsNumber = true },
            new Column("CHANGE") { IsNumber = true },
            new Column("LINES") { IsNumber = true, DropOrder = 2 },
            new Column("BRANCHES") { IsNumber = true, DropOrder = 1 },
            new Column("PASSED") { IsNumber = true, DropOrder = 4 },
            new Column("FAILED") { IsNumber = true },
            new Column("STATUS"));
        for (var i = trend.Runs.Count - 1; i >= Math.Max(0, trend.Runs.Count - rows); i--)
            table.Add(Row(trend.Runs[i]));
        table.Render(terminal);
        if (trend.Runs.Count > rows)
            terminal.WriteSentence($"{RunText.Count(trend.Runs.Count - rows)} earlier runs: --runs N shows more of them here, runs list all.", Style.Quiet);
        if (trend.Runs.Any(run => run.IsBaselineUnknown))
            terminal.WriteSentence($"?: baseline unknown ({DiagnosticCode.UnknownBaseline}), the commits before are not all known here (a shallow clone?).", Style.Quiet);
        if (trend.OffLine > 0)
            terminal.WriteSentence($"{RunText.Count(trend.OffLine)} {(trend.OffLine == 1 ? "run is" : "runs are")} not on this line (other branches, superseded commits): runs list.", Style.Quiet);
    }

    private Cell[] Row(TrendRun run)
    {
        var facts = run.Summary.Run;
        var value = ValueOf(metric, run);
        var before = BeforeOf(metric, run);
        return
        [
            RunText.Time(facts.RecordedAt),
            RunText.ShortCommit(facts) is { } commit ? commit + (facts.IsDirty ? "+" : "") : "",
            facts.Branch,
            MetricText.Value(metric, value),
            run.IsBaselineUnknown ? new Cell("?", Style.Quiet) : new Cell(MetricText.Change(metric, before, value), MetricText.ChangeStyle(metric, before, value)),
            metric == Lines ? "" : MetricText.Value(Lines, ValueOf(Lines, run)),
            metric == Branches ? "" : MetricText.Value(Branches, ValueOf(Branches, run)),
            run.Summary.Tests is { } tests ? RunText.Count(tests.Passed) : "",
            run.Summary.Tests is { Failed: > 0 } failing ? new Cell(RunText.Count(failing.Failed), Style.Bad) : "",
            new Cell(RunText.Status(run.Summary), facts.Status != RunStatus.Passed ? Style.Bad : run.Summary.Doubts.Count > 0 ? Style.Warning : Style.Good),
        ];
    }

    private string ShortTitle => metric == Lines ? "LINES" : metric == Branches ? "BRANCHES" : metric.Title.Length > MostTitle ? "VALUE" : metric.Title.ToUpperInvariant();

    private string ChangeOf(Metric one, TrendRun run)
    {
        if (run.IsBaselineUnknown)
            return "?";
        var change = MetricText.Change(one, BeforeOf(one, run), ValueOf(one, run));
        var arrow = change.Length == 0 ? "" : change[0] == '+' ? terminal.Glyphs.Up + " " : change[0] == '-' ? terminal.Glyphs.Down + " " : "= ";
        return arrow + change;
    }

    private double?[] LastValuesOf(Metric one)
    {
        var values = new double?[Math.Min(trend.Runs.Count, SparkWidth)];
        for (var i = 0; i < values.Length; i++)
            values[i] = ValueOf(one, trend.Runs[trend.Runs.Count - values.Length + i]);
        return values;
    }

    private static double? ValueOf(Metric one, TrendRun run) => run.ValueOf(one);

    private static double? BeforeOf(Metric one, TrendRun run) => run.ValueBefore(one);
}
