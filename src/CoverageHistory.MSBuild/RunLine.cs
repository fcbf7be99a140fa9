using System.Globalization;
using System.Text;
using CoverageHistory.Model;

namespace CoverageHistory.MSBuild;

/// <summary>The one line that says what was recorded and how it changed.</summary>
internal static class RunLine
{
    /// <returns>Null when the record waits in a spool file: a diagnostic says so.</returns>
    public static string? Of(RecordOutcome outcome)
    {
        if (outcome.Stored.Summary is not { } summary)
            return null;
        var line = new StringBuilder("CoverageHistory: ");
        line.Append(Coverage(summary.Coverage?.Lines));
        // Some projects of a run say nothing about a run before that had all of them.
        if (outcome.Previous is { } previous && summary.Sessions >= previous.Sessions)
            line.Append(Change(summary.Coverage?.Lines.Rate, previous.Coverage?.Lines.Rate));
        line.Append(CultureInfo.InvariantCulture, $" over {summary.Sessions} {(summary.Sessions == 1 ? "project" : "projects")}");
        if (summary.Tests is { } tests)
        {
            line.Append(CultureInfo.InvariantCulture, $", {tests.Total} {(tests.Total == 1 ? "test" : "tests")}");
            if (tests.Failed > 0)
                line.Append(CultureInfo.InvariantCulture, $" ({tests.Failed} failed)");
        }
        if (summary.Run.Status == RunStatus.Aborted)
            line.Append(", aborted");
        line.Append(CultureInfo.InvariantCulture, $", run {ShortId(summary.Run.Id)}…");
        line.Append(Place(summary.Run));
        return OneLine(line);
    }

    private static string Coverage(CoveredCount? lines) => lines switch
    {
        null => "no coverage",
        { Rate: { } rate } => string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.0} % lines"),
        _ => "no coverable lines",
    };

    private static string Change(double? now, double? before)
    {
        if (now is not { } to || before is not { } from)
            return "";
        var points = Math.Round((to - from) * 100, 1, MidpointRounding.AwayFromZero);
        return points == 0 ? " (±0.0)" : string.Create(CultureInfo.InvariantCulture, $" ({points:+0.0;-0.0})");
    }

    /// <summary>The first 12 digits of a version 7 UUID are its millisecond.</summary>
    private static string ShortId(Guid id) => id.ToString()[..13];

    private static string Place(Run run)
    {
        var commit = run.Commit is { } known ? known.Sha[..Math.Min(7, known.Sha.Length)] + (run.IsDirty ? "-dirty" : "") : null;
        return (run.Branch, commit) switch
        {
            (null, null) => "",
            (null, _) => $" on {commit}",
            (_, null) => $" on {run.Branch}",
            _ => $" on {run.Branch}@{commit}",
        };
    }

    /// <summary>A branch name comes from the environment of a CI system, and so from a stranger.</summary>
    private static string OneLine(StringBuilder line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (char.IsControl(line[i]) || char.GetUnicodeCategory(line[i]) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line[i] = '?';
        }
        return line.ToString();
    }
}
