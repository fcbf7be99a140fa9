using System.Globalization;
using System.Text;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;

namespace CoverageHistory.MSBuild;

/// <summary>The one line that says what was recorded and how it changed.</summary>
internal static class RunLine
{
    /// <returns>Null when the record waits in a spool file: a diagnostic says so.</returns>
    public static string? Of(RecordOutcome outcome)
    {
        if (outcome.Stored.Summary is not { } run)
            return null;
        var line = new StringBuilder("CoverageHistory: ");
        line.Append(Coverage(run)).Append(outcome.IsPreviousUnknown ? $" (baseline unknown: {DiagnosticCode.UnknownBaseline})" : Change(outcome, run));
        line.Append(CultureInfo.InvariantCulture, $" over {Count(run.Sessions - outcome.Benchmarks.Sessions, "project")}");
        if (run.CarriedSessions > 0)
            line.Append(CultureInfo.InvariantCulture, $" ({run.CarriedSessions} carried over)");
        if (run.Tests is { } tests)
        {
            line.Append(CultureInfo.InvariantCulture, $", {Count(tests.Total, "test")}");
            if (tests.Failed > 0)
                line.Append(CultureInfo.InvariantCulture, $" ({tests.Failed} failed)");
        }
        if (outcome.Benchmarks.Counts is { Total: > 0 } benchmarks)
        {
            line.Append(CultureInfo.InvariantCulture, $", {Count(benchmarks.Total, "benchmark")}");
            if (benchmarks.WithoutResult > 0)
                line.Append(CultureInfo.InvariantCulture, $" ({benchmarks.WithoutResult} without result)");
        }
        if (run.Run.Status == RunStatus.Aborted)
            line.Append(", aborted");
        line.Append(", ").Append(RunText.RunAndPlace(run.Run));
        return LogText.Clean(line.ToString());
    }

    private static string Coverage(RunSummary run) => run.Coverage?.Lines switch
    {
        null => "no coverage",
        { Rate: null } => "no coverable lines",
        { } lines => Percent.Text(lines) + " lines",
    };

    /// <summary>Some projects of a run say nothing about a run before that had all of them.</summary>
    private static string Change(RecordOutcome outcome, RunSummary run) =>
        outcome.Previous is { } previous && run.Sessions - outcome.Benchmarks.Sessions >= previous.Sessions - outcome.PreviousBenchmarks.Sessions
        && run.Coverage?.Lines.Rate - previous.Coverage?.Lines.Rate is { } change
            ? $" ({Percent.Change(change)})"
            : "";

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
