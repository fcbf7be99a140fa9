using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>Finds what makes the numbers of a session unfit to judge by: reports that are empty, that are older than what they are to measure, that cover nothing.</summary>
internal sealed class SessionDoubts(RecordRequest request, RunFacts facts)
{
    /// <summary>A file system may keep times to two seconds only.</summary>
    private static readonly TimeSpan SlackOfStart = TimeSpan.FromSeconds(2);

    /// <summary>Who tests, commits and records has a report that is a little older than its commit.</summary>
    private static readonly TimeSpan SlackOfCommit = TimeSpan.FromHours(1);

    /// <summary>Some producers write local time down as if it were UTC.</summary>
    private static readonly TimeSpan SlackOfTimestamp = TimeSpan.FromDays(1);

    /// <summary>Earlier ones are no times: producers that know none write zero.</summary>
    private static readonly DateTimeOffset FirstTimestamp = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="report">As it was read, before anything was left out of it.</param>
    public IEnumerable<Diagnostic> Of(SessionInput input, string path, CoverageReport report)
    {
        if (report.Files.All(file => file.Lines.Length == 0))
        {
            yield return Doubt(DiagnosticCode.EmptyReport, path,
                "the report says that nothing is coverable; look whether the collector found the assemblies with their symbols, and whether a filter leaves all of them out");
        }
        if (Age(input, path, report) is { } age)
        {
            yield return Doubt(DiagnosticCode.StaleReport, path,
                age + "; it is an old file, so delete old results before the tests run, or correct the path");
        }
    }

    /// <summary>Of all sessions together, since the tests may stand in another one than their coverage.</summary>
    public static List<Session> WithoutCover(List<Session> sessions, List<Diagnostic> diagnostics)
    {
        var areTestsKnown = sessions.Exists(session => session.Tests is not null);
        var hasPassed = sessions.Exists(HasPassed);
        return sessions.ConvertAll(session =>
        {
            if (!CoversNothing(session) || !(session.Tests is null ? hasPassed || !areTestsKnown : HasPassed(session)))
                return session;
            var tests = session.Tests is null && !areTestsKnown ? "no line is covered" : "tests passed and no line is covered";
            diagnostics.Add(Doubt(DiagnosticCode.NothingCovered, null,
                $"{session.Name}: {tests}; look whether the assemblies that were tested are those that were instrumented, and whether the test process ended by itself"));
            return session with { Doubts = [.. session.Doubts, DiagnosticCode.NothingCovered] };
        });
    }

    /// <summary>Null when it is young enough, or nobody can tell.</summary>
    private string? Age(SessionInput input, string path, CoverageReport report)
    {
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        if (input.StartedAt is { } started)
            return written + SlackOfStart < started ? $"the report was written at {Text(written)}, before the tests began at {Text(started)}" : null;
        // Who says when it ran, imports the past.
        if (request.At is not null || facts.Commit?.CommittedAt is not { } committed)
            return null;
        if (report.GeneratedAt is { } generated && generated > FirstTimestamp && generated + SlackOfTimestamp < committed)
            return $"the report was made at {Text(generated)}, before the commit it is recorded for ({Text(committed)})";
        return written + SlackOfCommit < committed
            ? $"the report was written at {Text(written)}, before the commit it is recorded for ({Text(committed)})"
            : null;
    }

    private static bool CoversNothing(Session session)
    {
        if (session.Coverage is not { } files)
            return false;
        var isCoverable = false;
        foreach (var file in files)
        {
            foreach (ref readonly var line in file.Lines.AsSpan())
            {
                if (line.IsCovered)
                    return false;
                isCoverable = true;
            }
        }
        return isCoverable;
    }

    private static bool HasPassed(Session session) => session.Tests?.Any(test => test.Outcome == TestOutcome.Passed) == true;

    private static Diagnostic Doubt(string code, string? path, string message) =>
        new(code, DiagnosticSeverity.Warning, message + ". It is recorded, but no gate is judged by it.", path);

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
