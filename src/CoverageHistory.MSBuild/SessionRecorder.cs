using System.Text.Json;
using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.TestLogger;

namespace CoverageHistory.MSBuild;

/// <summary>Takes what the test logger left and records it. Never throws, and returns soon after the deadline whatever happens.</summary>
internal static class SessionRecorder
{
    /// <summary>The recorder watches its deadline itself; this much later it is given up, for a disk that does not answer.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public static SessionOutcome Record(SessionOptions options, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>();
        try
        {
            return Take(options.SessionFile) is { } session
                ? Record(options, session, diagnostics, cancellation)
                : SessionOutcome.Nothing("no tests ran, nothing is recorded");
        }
        // Trouble while recording is a warning whatever it is: it must not become trouble of the test run.
        catch (Exception trouble)
        {
            if (!cancellation.IsCancellationRequested)
                diagnostics.Add(Describe(trouble, options));
            return new SessionOutcome(null, diagnostics, []);
        }
    }

    private static LoggedSession? Take(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return LoggedSession.ReadFrom(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static SessionOutcome Record(
        SessionOptions options, LoggedSession session, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (session.Tests.Count == 0 && !session.IsAborted)
            return SessionOutcome.Nothing("no test ran (a filter that matches nothing?), nothing is recorded");
        var files = options.CoverletOutput.Length > 0
            ? CoverageReports.WrittenBy(options.CoverletOutput, options, session.StartedAt)
            : CoverageReports.Of(session.Attachments);
        if (files.Count == 0 && options.ExpectsCoverage && !session.IsAborted)
            diagnostics.Add(NoCoverage(options, session));
        var timeout = options.Timeout(diagnostics);
        var request = new RecordRequest
        {
            WorkingDirectory = options.WorkingDirectory,
            DatabasePath = options.DatabasePath,
            RunKey = options.RunKey.Length > 0 ? options.RunKey : Guid.CreateVersion7().ToString(),
            Timeout = timeout,
            BenchmarkResults = BenchmarkResults.Find(options),
            Sessions =
            [
                new SessionInput
                {
                    Name = options.Project,
                    Files = files,
                    Configuration = NullWhenEmpty(options.Configuration),
                    Framework = NullWhenEmpty(options.Framework),
                    Tests = [.. session.Tests.Select(test => new TestResult(test.Name, (TestOutcome)test.Outcome, test.Duration))],
                    StartedAt = session.StartedAt,
                    Status = StatusOf(session, options),
                },
            ],
        };
        if (options.Sync && PullFirst(options, timeout / 2, cancellation) is { } trouble)
            diagnostics.Add(trouble);
        var recorded = WithinDeadline(() => new HistoryRecorder().Record(request, cancellation), timeout);
        // Whoever runs tests did not ask how a collector counts.
        foreach (var diagnostic in recorded.Diagnostics)
            diagnostics.Add(diagnostic.Code == DiagnosticCode.StatedTotalsDiffer ? diagnostic with { Severity = DiagnosticSeverity.Info } : diagnostic);
        return new SessionOutcome(RunLine.Of(recorded), diagnostics, [.. files.Select(file => $"recorded {file}"), .. Benchmarks(recorded)]);
    }

    private static IEnumerable<string> Benchmarks(RecordOutcome recorded) =>
        from session in recorded.Sessions
        where session.Benchmarks is not null
        select $"recorded the benchmarks of {session.Name}";

    private static Diagnostic? PullFirst(SessionOptions options, TimeSpan timeout, CancellationToken cancellation)
    {
        var exchange = new CiExchange(options.WorkingDirectory, options.DatabasePath);
        try
        {
            return exchange.IsWanted ? WithinDeadline(() => exchange.PullFirst(timeout, cancellation), timeout) : null;
        }
        catch (TimeoutException)
        {
            return Warning(DiagnosticCode.SyncDeadlinePassed, "The history was not fetched: its disk does not answer.");
        }
    }

    private static RunStatus StatusOf(LoggedSession session, SessionOptions options)
    {
        if (session.IsAborted)
            return RunStatus.Aborted;
        return options.Succeeded == false || session.Tests.Any(test => test.Outcome == LoggedOutcome.Failed)
            ? RunStatus.Failed
            : RunStatus.Passed;
    }

    private static T WithinDeadline<T>(Func<T> work, TimeSpan timeout)
    {
        var running = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (Task.WaitAny([running], timeout + Grace) < 0)
            throw new TimeoutException();
        return running.GetAwaiter().GetResult();
    }

    private static Diagnostic NoCoverage(SessionOptions options, LoggedSession session)
    {
        var advice = "Reference coverlet.collector, or run with --collect \"Code Coverage;Format=cobertura\", or set CoverageHistoryCollect=false when no coverage is wanted.";
        if (options.CoverletOutput.Length > 0 && options.Succeeded == false)
            advice = "coverlet.msbuild writes no report when a test fails; coverlet.collector does.";
        else if (session.Attachments.Count > 0)
            advice = $"The collectors of this run left {Path.GetFileName(session.Attachments[0].Path)}, which holds no coverage that can be read. " + advice;
        return Warning(DiagnosticCode.NoCoverage,
            $"{options.Project}: {session.Tests.Count} tests ran and no coverage was collected. The tests are recorded. {advice}");
    }

    private static Diagnostic Describe(Exception trouble, SessionOptions options) => trouble switch
    {
        ReportFormatException report => new Diagnostic(DiagnosticCode.UnreadableReport, DiagnosticSeverity.Warning,
            $"{options.Project} is not recorded: expected {report.Expected}, found {report.Found}. Run the tests again; if it stays, look at what wrote this report.",
            report.Path, report.Line),
        StoreException store => Warning(store.Code, $"{options.Project} is not recorded: {store.Message}"),
        TimeoutException => Warning(DiagnosticCode.DeadlinePassed,
            $"{options.Project} is not recorded: recording took longer than {options.Timeout([]).TotalSeconds:0} s. Raise CoverageHistoryTimeoutSeconds, or look whether the history's disk is slow."),
        JsonException => Warning(DiagnosticCode.RecordingFailed,
            $"{options.Project} is not recorded: what the test logger wrote cannot be read ({trouble.Message}). Do the logger and the task come from one version of CoverageHistory?"),
        _ => Warning(DiagnosticCode.RecordingFailed,
            $"{options.Project} is not recorded: {trouble.Message} ({trouble.GetType().Name}). Report this as a bug, and set CoverageHistoryEnabled=false to go on without recording until then."),
    };

    private static Diagnostic Warning(string code, string message) => new(code, DiagnosticSeverity.Warning, message);

    private static string? NullWhenEmpty(string text) => text.Length == 0 ? null : text;
}
