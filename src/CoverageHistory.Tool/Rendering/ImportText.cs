using System.Globalization;
using System.Text.Json;
using CoverageHistory.Reporting;
using CoverageHistory.Reporting.Json;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Rendering;

/// <summary>What was imported.</summary>
/// <param name="outcome">Of at least one run, with paths as they are to be shown.</param>
internal sealed class ImportText(ImportOutcome outcome)
{
    private readonly int _new = outcome.Runs.Count(run => run.IsNew);

    public void Write(CommandContext context)
    {
        if (context.IsJson)
            WriteJson(context);
        else
            WriteText(context.Out);
    }

    private void WriteText(TerminalWriter terminal)
    {
        var known = outcome.Runs.Count - _new;
        if (_new == 0)
            terminal.WriteLine($"Nothing new: the history holds {(known == 1 ? "this run" : $"all {RunText.Count(known)} runs")} already.");
        else
        {
            terminal.Write($"{RunText.Count(_new)} {(_new == 1 ? "run" : "runs")}", Style.Strong);
            terminal.WriteLine($" imported, {Day(outcome.Runs[0])} to {Day(outcome.Runs[^1])}{(known > 0 ? $"; {RunText.Count(known)} more were there already" : "")}.");
        }
        foreach (var format in outcome.Runs.GroupBy(run => run.Format).OrderBy(format => format.Key, StringComparer.Ordinal))
            terminal.WriteLine($"  {format.Key}: {RunText.Count(format.Count())}", Style.Quiet);
        if (outcome.Runs[0].Run.Branch is { } branch)
            terminal.WriteLine($"  branch: {branch}", Style.Quiet);
        if (outcome.PassedOver > 0)
            terminal.WriteLine($"  other files passed over: {RunText.Count(outcome.PassedOver)}", Style.Quiet);
    }

    private void WriteJson(CommandContext context) => context.WriteJson(json =>
    {
        // What recording any file gives, of the newest run; then all of them.
        var newest = outcome.Runs[^1];
        json.WriteStartObject();
        json.WriteStartObject("run");
        json.WriteRunFacts(newest.Run);
        json.WriteEndObject();
        json.WriteStartArray("sessions");
        WriteSession(json, newest);
        json.WriteEndArray();
        json.WriteStartObject("totals");
        WriteTotals(json, newest);
        json.WriteNull("tests");
        json.WriteEndObject();
        json.WriteStartArray("runs");
        foreach (var run in outcome.Runs)
        {
            json.WriteStartObject();
            json.WriteStartObject("run");
            json.WriteRunFacts(run.Run);
            json.WriteEndObject();
            json.WriteString("path", run.Path);
            json.WriteString("format", run.Format);
            WriteTotals(json, run);
            json.WriteNumber("metrics", run.Metrics);
            json.WriteBoolean("duplicate", !run.IsNew);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("imported", _new);
        json.WriteNumber("duplicates", outcome.Runs.Count - _new);
        json.WriteNumber("passed_over", outcome.PassedOver);
        json.WriteDiagnostics(outcome.Diagnostics);
        json.WriteEndObject();
    });

    private static void WriteSession(Utf8JsonWriter json, ImportedRun run)
    {
        var isBenchmarks = run.Coverage is null && run.Metrics > 0;
        json.WriteStartObject();
        json.WriteString("path", run.Path);
        json.WriteString("format", run.Format);
        json.WriteString("kind", isBenchmarks ? "benchmarks" : "coverage");
        WriteTotals(json, run);
        json.WriteNull("tests");
        if (isBenchmarks)
        {
            json.WriteStartObject("benchmarks");
            json.WriteNumber("total", run.Metrics);
            json.WriteNumber("recorded", run.Metrics);
            json.WriteNumber("without_result", 0);
            json.WriteEndObject();
        }
        else
            json.WriteNull("benchmarks");
        json.WriteBoolean("duplicate", !run.IsNew);
        json.WriteEndObject();
    }

    private static void WriteTotals(Utf8JsonWriter json, ImportedRun run)
    {
        json.WriteInteger("files", run.Coverage?.KnownFiles);
        json.WriteLines("lines", run.Coverage?.Lines);
        json.WriteBranches("branches", run.Coverage?.Branches);
    }

    private static string Day(ImportedRun run) => run.Run.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
