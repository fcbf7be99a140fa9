using CoverageHistory.Comparison;
using CoverageHistory.Reporting;
using CoverageHistory.Statistics;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>All benchmarks with their levels, an environment after the other.</summary>
internal sealed class BenchmarkListText(TerminalWriter terminal, BenchmarkOverview overview, IReadOnlyList<ReviewedBenchmark> shown)
{
    private const int SparkWidth = 16;

    public void Write()
    {
        foreach (var environment in overview.Environments)
        {
            var rows = shown.Where(one => one.Metric.IsTime && one.Trend.Environment.Fingerprint == environment.Fingerprint).ToList();
            if (rows.Count == 0)
                continue;
            terminal.WriteLine(BenchmarkText.Environment(environment), Style.Quiet);
            WriteTable(rows);
            terminal.WriteLine();
        }
        if (overview.Head is { } head)
            terminal.WriteSentence($"Judged was {RunText.Describe(head)}, by the runs before it in the same environment since the last change.", Style.Quiet);
        foreach (var (text, names) in Reasons())
            terminal.WriteSentence($"{text}: {names}.", Style.Quiet);
        foreach (var rename in overview.LikelyRenames)
        {
            terminal.WriteSentence($"{rename.New.FullName} is new, and {rename.Old.FullName} is gone at the same level. If it was renamed: "
                + $"dotnet coverage-trend benchmarks rename '{rename.Old.Name}' '{rename.New.Name}'", Style.Warning);
        }
    }

    private void WriteTable(List<ReviewedBenchmark> rows)
    {
        var table = new TextTable(
            new Column("BENCHMARK") { IsFlexible = true, KeepsEnd = true },
            new Column("MEDIAN") { IsNumber = true },
            new Column("CHANGE") { IsNumber = true },
            new Column("VERDICT"),
            new Column("TREND") { DropOrder = 1 },
            new Column("NOISE") { IsNumber = true, DropOrder = 2 },
            new Column("DETECTS") { IsNumber = true, DropOrder = 3 },
            new Column("ALLOCATED") { IsNumber = true, DropOrder = 5 },
            new Column("ALLOC VERDICT") { DropOrder = 5 },
            new Column("RUNS") { IsNumber = true, DropOrder = 4 });
        foreach (var row in rows)
        {
            var memory = shown.FirstOrDefault(other => other.Trend == row.Trend && other.Metric == BenchmarkMetrics.Allocated);
            table.Add(
                row.Trend.Benchmark.FullName,
                MetricText.Value(row.Metric.Metric, row.Judged?.Head ?? row.Level),
                Change(row),
                VerdictOf(row),
                new Cell(Sparkline.Draw([.. row.Values.Values.Select(value => (double?)value)], SparkWidth, terminal.Glyphs), Style.Accent),
                row.Judged?.Noise is { } noise ? Percent.Text(noise) : "",
                row.Judged?.SmallestDetectable is { } smallest ? "+" + Percent.Text(smallest) : "",
                memory is null ? "" : MetricText.Value(memory.Metric.Metric, memory.Judged?.Head ?? memory.Level),
                memory is null ? "" : VerdictOf(memory),
                RunText.Count(row.Values.Values.Length));
        }
        table.Render(terminal);
    }

    private static Cell Change(ReviewedBenchmark row) => row.Judged?.Ratio is { } ratio
        ? new Cell(MetricText.Ratio(ratio), BenchmarkText.StyleOf(row.Judged.Verdict))
        : new Cell("");

    private static Cell VerdictOf(ReviewedBenchmark row) => row.Judged is { } judged
        ? new Cell(BenchmarkText.Name(judged.Verdict), BenchmarkText.StyleOf(judged.Verdict))
        : new Cell("not run", Style.Quiet);

    /// <summary>Each reason once, with the benchmarks it is about.</summary>
    private IEnumerable<(string Text, string Names)> Reasons() => shown
        .Where(one => one.Judged is { Verdict: not BenchmarkVerdict.Equivalent } judged && BenchmarkText.Explain(judged).Length > 0)
        .GroupBy(one => BenchmarkText.Explain(one.Judged!), StringComparer.Ordinal)
        .Select(group => (group.Key, Names(group)));

    private static string Names(IEnumerable<ReviewedBenchmark> benchmarks)
    {
        const int most = 3;
        var names = benchmarks.Select(one => one.Trend.Benchmark.FullName + (one.Metric.IsTime ? "" : " (allocations)")).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {RunText.Count(names.Count - most)} more" : "");
    }
}
