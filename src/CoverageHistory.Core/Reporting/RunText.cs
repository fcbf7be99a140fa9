using System.Globalization;
using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Reporting;

/// <summary>How runs are called where people read them. Times are UTC.</summary>
internal static class RunText
{
    /// <summary>The first characters of the commit, which people know it by; null without one.</summary>
    public static string? ShortCommit(Run run) => run.Commit is { } commit ? commit.Sha[..Math.Min(commit.Sha.Length, 7)] : null;

    /// <summary>The part of the id that holds its time, enough to name it on the command line.</summary>
    public static string ShortId(Guid id) => id.ToString("D")[..13];

    public static string Status(RunStatus status) => status switch
    {
        RunStatus.Passed => "passed",
        RunStatus.Failed => "failed",
        _ => "aborted",
    };

    /// <summary>The status, and what speaks against taking the run's numbers for its own.</summary>
    public static string Status(RunSummary run) =>
        Status(run.Run.Status) + (run.Doubts.Count > 0 ? ", doubtful" : "") + (run.CarriedSessions > 0 ? ", in part carried" : "");

    /// <summary>Such as <c>carried from 0199abcd-1234 (2nd run in a row), doubtful (COVH1024), 3 files excluded</c>; null where there is nothing to say.</summary>
    public static string? Marks(Session session)
    {
        var marks = new List<string>();
        if (session.Carried is { } carried)
            marks.Add(Format($"carried from {ShortId(carried.Run)}{(carried.Runs > 1 ? $" for {carried.Runs} runs" : "")}"));
        if (session.Doubts.Count > 0)
            marks.Add($"doubtful ({string.Join(", ", session.Doubts)})");
        if (session.ExcludedFiles > 0)
            marks.Add($"{Count(session.ExcludedFiles)} {(session.ExcludedFiles == 1 ? "file" : "files")} excluded");
        return marks.Count == 0 ? null : string.Join(", ", marks);
    }

    /// <summary>Such as <c>main@1a2b3c4</c>; what is unknown is left out.</summary>
    public static string Place(Run run) => (run.Branch, ShortCommit(run)) switch
    {
        ({ } branch, { } commit) => branch + "@" + commit,
        (null, { } commit) => commit,
        ({ } branch, null) => branch,
        _ => "run " + ShortId(run.Id),
    };

    /// <summary>Such as <c>run 0199abcd-1234… on main@1a2b3c4-dirty</c>, for the one line that tells what was recorded.</summary>
    public static string RunAndPlace(Run run) => $"run {ShortId(run.Id)}…"
        + (run.Branch is null && run.Commit is null ? "" : $" on {Place(run)}{(run.IsDirty ? "-dirty" : "")}");

    /// <summary>The name of the remote repository; null without a remote.</summary>
    public static string? Repository(Run run)
    {
        var name = run.Remote?.TrimEnd('/').Split('/', ':')[^1];
        if (name is not null && name.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            name = name[..^4];
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The form of the JSON contracts.</summary>
    public static string IsoTime(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 1000 } => Format($"{duration.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => Format($"{duration.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } => Format($"{(int)duration.TotalMinutes} min {duration.Seconds} s"),
        _ => Format($"{(int)duration.TotalHours} h {duration.Minutes} min"),
    };

    /// <summary>With thousands separated.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>The machine a session ran on; an imported one's is not known.</summary>
    public static string Environment(ExecutionEnvironment facts) => facts.Cores == 0 ? "unknown"
        : Format($"{facts.Os}, {facts.Architecture}, {facts.Cores} cores, {facts.Runtime}");

    /// <summary>One line about a run.</summary>
    public static string Describe(RunSummary run) => string.Join(" · ", new[]
    {
        Place(run.Run),
        Time(run.Run.RecordedAt),
        run.Coverage is { } coverage ? Percent.Text(coverage.Lines) + " lines" : null,
        run.Run.Status == RunStatus.Passed ? null : Status(run.Run.Status),
    }.OfType<string>());

    /// <summary>Why modules and files are not compared; null when they are, or when there is nothing to compare with.</summary>
    public static string? WithoutLines(RunDelta delta) => delta.WithoutLines.Count == 0 ? null
        : $"{string.Join(" and ", delta.WithoutLines.Select(run => $"{Place(run.Run)} of {Time(run.Run.RecordedAt)} UTC"))} "
            + (delta.WithoutLines.Count == 1 ? "holds" : "hold") + " totals without lines, so modules and files cannot be compared";

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
