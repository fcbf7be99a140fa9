using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>What was recorded, for a person.</summary>
internal sealed class RecordText(TerminalWriter terminal, RecordOutcome outcome, IReadOnlyList<ReportFile> files)
{
    /// <summary>Of the whole run; of the given sessions while the record waits in its spool file. Null without coverage.</summary>
    public static CoverageCounts? Totals(RecordOutcome outcome)
    {
        if (outcome.Stored.Summary is { } summary)
            return summary.Coverage;
        var sessions = outcome.Sessions.Where(session => session.Coverage is not null).ToList();
        return sessions.Count == 0 ? null : CoverageCounts.Of(sessions.SelectMany(session => session.Coverage!));
    }

    public void Write()
    {
        WriteSessions();
        WriteTotals();
        ExplanationText.Write(terminal, outcome);
        terminal.Write("run ", Style.Quiet).Write(outcome.Run.Id.ToString("D"));
        terminal.WriteLine(" on " + RunText.Place(outcome.Run) + (outcome.Run.IsDirty ? ", with uncommitted changes" : ""), Style.Quiet);
        if (outcome.Stored.SpoolPath is { } spool)
            terminal.WriteLine($"The store is locked: the record waits in {spool} and the next one takes it in.", Style.Warning);
    }

    private void WriteSessions()
    {
        var table = new TextTable(
            new Column("REPORT") { IsFlexible = true, KeepsEnd = true },
            new Column("FORMAT"),
            new Column("FILES") { IsNumber = true },
            new Column("LINES") { IsNumber = true },
            new Column("BRANCHES") { IsNumber = true, DropOrder = 1 },
            new Column("TESTS") { IsNumber = true },
            new Column("BENCHMARKS") { IsNumber = true },
            new Column(""));
        foreach (var (index, session) in outcome.Sessions.Index())
        {
            CoverageCounts? coverage = session.Coverage is { } covered ? CoverageCounts.Of(covered) : null;
            table.Add(
                files[index].Name,
                session.Format,
                coverage is { } counts ? RunText.Count(counts.Files) : "",
                Of(coverage?.Lines),
                Of(coverage?.Branches),
                session.Tests is { } tests ? RunText.Count(tests.Count) : "",
                session.Benchmarks is { } benchmarks ? RunText.Count(benchmarks.Count) : "",
                outcome.Stored.Duplicates[index] ? new Cell("already in the run", Style.Quiet) : "");
        }
        table.Render(terminal);
        terminal.WriteLine();
    }

    private void WriteTotals()
    {
        var excluded = 0;
        foreach (var session in outcome.Sessions)
            excluded += session.ExcludedFiles;
        if (excluded > 0)
            terminal.WriteLine($"{RunText.Count(excluded)} {(excluded == 1 ? "file" : "files")} left out by the configuration", Style.Quiet);
        foreach (var session in outcome.Carried)
            terminal.WriteLine($"{session.Name}: {RunText.Marks(session)}", Style.Warning);
        if (Totals(outcome) is { } totals)
        {
            var before = outcome.Previous?.Coverage;
            WriteRate("lines", before?.Lines, totals.Lines);
            if (totals.Branches.Total > 0)
            {
                terminal.Write(", ");
                WriteRate("branches", before?.Branches, totals.Branches);
            }
            if (outcome.IsPreviousUnknown)
                terminal.Write($" (baseline unknown: {DiagnosticCode.UnknownBaseline})", Style.Quiet);
            terminal.WriteLine();
        }
        foreach (var value in outcome.Sessions.SelectMany(session => session.Values))
            terminal.Write($"{MetricText.Value(value.Metric, value.Value)} ", Style.Strong).WriteLine(value.Metric.Title);
        var benchmarks = outcome.Sessions.SelectMany(session => session.Benchmarks ?? []).ToList();
        if (benchmarks.Count > 0)
        {
            var counts = BenchmarkCounts.Of(benchmarks);
            terminal.Write($"{RunText.Count(counts.Recorded)} {(counts.Recorded == 1 ? "benchmark" : "benchmarks")}", Style.Strong);
            if (counts.WithoutResult > 0)
                terminal.Write($", {RunText.Count(counts.WithoutResult)} without result", Style.Warning);
            terminal.WriteLine();
        }
        if (outcome.Stored.Summary?.Tests is { } tests)
        {
            terminal.Write($"{RunText.Count(tests.Total)} tests");
            if (tests.Failed > 0)
                terminal.Write($", {RunText.Count(tests.Failed)} failed", Style.Bad);
            terminal.WriteLine();
        }
    }

    private void WriteRate(string what, CoveredCount? before, CoveredCount count)
    {
        terminal.Write($"{Percent.Text(count)} {what}", Style.Strong);
        var metric = BuiltInMetric.LineRate.Metric;
        if (MetricText.Change(metric, before?.Rate, count.Rate) is { Length: > 0 } change)
            terminal.Write($" ({change})", MetricText.ChangeStyle(metric, before?.Rate, count.Rate));
    }

    private static string Of(CoveredCount? count) =>
        count is { Total: > 0 } known ? $"{RunText.Count(known.Covered)} of {RunText.Count(known.Total)}" : "";
}
