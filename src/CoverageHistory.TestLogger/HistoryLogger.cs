using System.Text;
using CoverageHistory.Formats.TestResults;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace CoverageHistory.TestLogger;

/// <summary>
/// Tells the recording task what this run produced, and copies nothing. Parameters: <c>Out</c>, the file to write, or
/// <c>OutBase64</c>, the same in base64 of UTF-8, because a logger's parameters cannot hold a semicolon. Does nothing without either.
/// Trouble goes to the error stream: an exception here would become trouble of the test run.
/// </summary>
[FriendlyName("coveragehistory")]
[ExtensionUri("logger://CoverageHistory/v1")]
public sealed class HistoryLogger : ITestLoggerWithParameters
{
    private readonly Lock _lock = new();
    private readonly List<LoggedTest> _tests = [];
    private readonly DistinctNames _names = new();
    private DateTimeOffset _startedAt;
    private string? _out;

    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        // Without parameters there is no file to write, and nobody who reads it.
    }

    public void Initialize(TestLoggerEvents events, Dictionary<string, string?> parameters) => Harmlessly(() =>
    {
        _out = OutOf(parameters);
        if (_out is null)
            return;
        _startedAt = TimeProvider.System.GetUtcNow();
        events.TestResult += (_, result) => Harmlessly(() => Add(result.Result));
        events.TestRunComplete += (_, run) => Harmlessly(() => Write(run));
    });

    private static string? OutOf(Dictionary<string, string?> parameters)
    {
        if (parameters.TryGetValue("Out", out var path) && !string.IsNullOrEmpty(path))
            return path;
        return parameters.TryGetValue("OutBase64", out var encoded) && !string.IsNullOrEmpty(encoded)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded.PadRight((encoded.Length + 3) / 4 * 4, '=')))
            : null;
    }

    private void Add(TestResult result)
    {
        var name = TestIdentity.Of(result);
        lock (_lock)
        {
            _tests.Add(new LoggedTest(_names.Of(name), OutcomeOf(result.Outcome), result.Duration));
        }
    }

    private static LoggedOutcome OutcomeOf(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Passed => LoggedOutcome.Passed,
        TestOutcome.Failed or TestOutcome.NotFound => LoggedOutcome.Failed,
        // None is what NUnit says of inconclusive and explicit tests.
        _ => LoggedOutcome.Skipped,
    };

    private void Write(TestRunCompleteEventArgs run)
    {
        lock (_lock)
        {
            new LoggedSession
            {
                StartedAt = _startedAt,
                IsAborted = run.IsAborted || run.IsCanceled,
                Attachments = [.. from set in run.AttachmentSets
                                  from attachment in set.Attachments
                                  select new LoggedAttachment(set.Uri.ToString(), PathOf(attachment.Uri))],
                Tests = _tests,
            }.WriteTo(_out!);
        }
    }

    /// <summary>On its way from the data collector the platform unescapes a URI once, so that a "%3B" in a folder's name looks like an escape.</summary>
    private static string PathOf(Uri uri)
    {
        const string Scheme = "file://";
        if (!File.Exists(uri.LocalPath) && uri.OriginalString.StartsWith(Scheme, StringComparison.Ordinal))
        {
            var path = uri.OriginalString[Scheme.Length..];
            // file:///C:/…
            if (OperatingSystem.IsWindows())
                path = path.TrimStart('/');
            if (File.Exists(path))
                return Path.GetFullPath(path);
        }
        return uri.LocalPath;
    }

    private static void Harmlessly(Action action)
    {
        try
        {
            action();
        }
        // Whatever it is, it must not reach the host.
        catch (Exception trouble)
        {
            Console.Error.WriteLine("CoverageHistory: this run is not recorded, the test logger failed: {0}", trouble.Message);
        }
    }
}
