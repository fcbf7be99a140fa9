using System.Globalization;
using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>One benchmark in the terminal: plot, changes and runs of each environment, and the latest samples.</summary>
internal sealed class BenchmarkSeriesText(TerminalWriter terminal, BenchmarkOverview overview, BenchmarkMetrics metric, IReadOnlyList<Measurement> latest)
{
    private const int BarWidth = 32;
    private const int MostBins = 12;

    /// <param name="series">The environment that measured last first.</param>
    /// <param name="rows">How many runs the table of the first one shows.</param>
    public void Write(List<(BenchmarkTrend Trend, BenchmarkValues Values)> series, int rows)
    {
        terminal.Write(series[0].Trend.Benchmark.FullName, Style.Strong).WriteLine($"{terminal.Glyphs.Separator}{metric.Metric.Title}", Style.Quiet);
        terminal.WriteLine();
        foreach (var (index, (trend, values)) in series.Index())
        {
            terminal.WriteLine(BenchmarkText.Environment(trend.Environment), Style.Quiet);
            WriteVerdict(trend);
            WritePlot(values);
            WriteChanges(values);
            if (index == 0)
                WriteRuns(values, rows);
            terminal.WriteLine();
        }
        WriteDistribution();
    }

    private void WriteVerdict(BenchmarkTrend trend)
    {
        var judged = overview.Reviewed.FirstOrDefault(one => one.Trend == trend && one.Metric == metric)?.Judged;
        if (judged is null)
            return;
        terminal.Write(MetricText.Value(metric.Metric, judged.Head), Style.Strong);
        if (judged.Ratio is { } ratio)
            terminal.Write($" ({MetricText.Ratio(ratio)})", BenchmarkText.StyleOf(judged.Verdict));
        terminal.Write("  ").Write(BenchmarkText.Name(judged.Verdict), BenchmarkText.StyleOf(judged.Verdict));
        var facts = new List<string>();
        if (judged is { Low: { } low, High: { } high } && metric.IsTime)
            facts.Add($"95 % between {MetricText.Ratio(low)} and {MetricText.Ratio(high)}");
        if (judged.SmallestDetectable is { } smallest)
            facts.Add($"a single run shows {MetricText.Ratio(1 + smallest)} and more");
        facts.Add($"by {RunText.Count(judged.BaselineRuns)} earlier {(judged.BaselineRuns == 1 ? "run" : "runs")}");
        if (BenchmarkText.Explain(judged) is { Length: > 0 } why)
            facts.Add(why);
        terminal.WriteLine();
        terminal.WriteSentence(string.Join("; ", facts) + ".", Style.Quiet);
    }

    private void WritePlot(BenchmarkValues values)
    {
        if (values.Values.Length < 2)
            return;
        const int height = 9;
        var scale = NiceScale.OfAmounts(values.Values, height / 2 + 1, whole: false);
        var sameDay = values.Points[0].Run.Run.RecordedAt.UtcDateTime.Date == values.Points[^1].Run.Run.RecordedAt.UtcDateTime.Date;
        var changes = values.Changes.Select(change => change.Index).ToHashSet();
        new LineChart
        {
            Points = [.. values.Points.Select((point, i) => new ChartPoint(point.Run.Run.RecordedAt, values.Values[i], changes.Contains(i)))],
            Scale = scale,
            FormatValue = value => MetricText.Tick(metric.Metric, value, scale.Step),
            FormatTime = time => time.UtcDateTime.ToString(sameDay ? "HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
            Height = height,
        }.Render(terminal);
    }

    private void WriteChanges(BenchmarkValues values)
    {
        foreach (var change in values.Changes)
        {
            var run = values.Points[change.Index].Run.Run;
            var before = values.Points[change.Index - 1].Run.Run;
            terminal.Write($"{RunText.Time(run.RecordedAt)}  ");
            terminal.Write(MetricText.Ratio(change.Before > 0 ? change.After / change.Before : null), MetricText.ChangeStyle(metric.Metric, change.Before, change.After));
            terminal.WriteLine($"  {MetricText.Value(metric.Metric, change.Before)} to {MetricText.Value(metric.Metric, change.After)}, between {RunText.Place(before)} and {RunText.Place(run)}");
        }
    }

    private void WriteRuns(BenchmarkValues values, int rows)
    {
        terminal.WriteLine();
        var table = new TextTable(
            new Column("WHEN (UTC)"),
            new Column("COMMIT"),
            new Column("BRANCH") { IsFlexible = true, DropOrder = 2 },
            new Column("VALUE") { IsNumber = true },
            new Column("CHANGE") { IsNumber = true },
            new Column("ERROR") { IsNumber = true, DropOrder = 1 },
            new Column("SAMPLES") { IsNumber = true, DropOrder = 3 },
            new Column("LAUNCHES") { IsNumber = true, DropOrder = 4 });
        for (var i = values.Values.Length - 1; i >= Math.Max(0, values.Values.Length - rows); i--)
        {
            var (run, measurements) = (values.Points[i].Run.Run, values.Points[i].Measurements);
            var error = measurements is [{ StdDevNs: { } deviation, SampleCount: > 1 and var count }] && metric.IsTime ? deviation / Math.Sqrt(count) : (double?)null;
            var samples = measurements.Sum(one => one.SampleCount);
            var launches = measurements.Sum(one => one.Launches);
            table.Add(
                RunText.Time(run.RecordedAt),
                RunText.ShortCommit(run) is { } commit ? commit + (run.IsDirty ? "+" : "") : "",
                run.Branch,
                MetricText.Value(metric.Metric, values.Values[i]),
                i > 0 && values.Values[i - 1] > 0 ? MetricText.Ratio(values.Values[i] / values.Values[i - 1]) : "",
                error is { } known ? "± " + MetricText.Value(metric.Metric, known) : "",
                samples > 0 ? RunText.Count(samples) : "",
                launches > 0 ? RunText.Count(launches) : "");
        }
        table.Render(terminal);
        if (values.Values.Length > rows)
            terminal.WriteSentence($"{RunText.Count(values.Values.Length - rows)} earlier runs: --runs N shows more of them.", Style.Quiet);
    }

    /// <summary>A bar a bin; two humps are two ways the machine has of running it.</summary>
    private void WriteDistribution()
    {
        var samples = latest.SelectMany(measurement => measurement.SamplesNs).ToList();
        if (samples.Count < 5 || !metric.IsTime)
            return;
        terminal.WriteLine($"The {RunText.Count(samples.Count)} samples of the last run", Style.Quiet);
        // A handful of bins: there are seldom more than a hundred samples.
        var bins = Math.Clamp((int)Math.Ceiling(Math.Sqrt(samples.Count)), 3, MostBins);
        var (low, high) = (samples.Min(), samples.Max());
        var width = (high - low) / bins;
        var counts = new int[width > 0 ? bins : 1];
        foreach (var sample in samples)
            counts[width > 0 ? Math.Min(bins - 1, (int)((sample - low) / width)) : 0]++;
        var labels = counts.Select((_, i) => MetricText.Value(metric.Metric, low + (i + 0.5) * width)).ToList();
        for (var i = 0; i < counts.Length; i++)
        {
            var bar = new string(terminal.Glyphs.Spark[^1], (int)Math.Round((double)counts[i] / counts.Max() * BarWidth));
            terminal.Write(labels[i].PadLeft(labels.Max(label => label.Length)) + "  ").Write(bar, Style.Accent).WriteLine($" {RunText.Count(counts[i])}");
        }
    }
}
