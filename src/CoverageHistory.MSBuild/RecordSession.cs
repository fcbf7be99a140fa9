using CoverageHistory.Model;
using Microsoft.Build.Framework;

namespace CoverageHistory.MSBuild;

/// <summary>After the tests: records what the test logger left, and says so in one line. Fails only on request.</summary>
public sealed class RecordSession : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Of <see cref="PrepareSession"/>.</summary>
    [Required]
    public string SessionFile { get; set; } = "";

    /// <summary>Whether the test target did.</summary>
    public bool Succeeded { get; set; }

    public bool FailOnError { get; set; }

    /// <summary><c>quiet</c>, <c>normal</c> or <c>detailed</c>; anything else is normal.</summary>
    public string Verbosity { get; set; } = "";

    public override bool Execute()
    {
        if (PendingSession.Take(BuildEngine, SessionFile) is not { Options: var options })
            return true;
        var outcome = SessionRecorder.Record(options with { Succeeded = Succeeded }, _cancellation.Token);
        if (options.Sync && outcome.Line is not null)
            PendingPush.Register(BuildEngine, options);
        // Data is never a format: the messages below have no arguments, and without arguments MSBuild formats nothing.
        foreach (var detail in outcome.Details)
            Log.LogMessage(Is("detailed") ? MessageImportance.High : MessageImportance.Low, "CoverageHistory: " + detail);
        foreach (var diagnostic in outcome.Diagnostics)
            Tell(diagnostic, diagnostic.Path ?? options.ProjectFile);
        // High, because "dotnet test" hides normal importance by default and this is the line that tells that recording works.
        if (outcome.Line is { } line)
            Log.LogMessage(Is("quiet") ? MessageImportance.Low : MessageImportance.High, line);
        return !Log.HasLoggedErrors;
    }

    public void Cancel() => _cancellation.Cancel();

    public void Dispose() => _cancellation.Dispose();

    private bool Is(string verbosity) => string.Equals(Verbosity, verbosity, StringComparison.OrdinalIgnoreCase);

    private void Tell(Diagnostic diagnostic, string file)
    {
        var line = diagnostic.Line ?? 0;
        if (diagnostic.Severity == DiagnosticSeverity.Info)
            Log.LogMessage(MessageImportance.Low, $"CoverageHistory: {file}: {diagnostic.Message} ({diagnostic.Code})");
        else if (FailOnError)
            Log.LogError(null, diagnostic.Code, null, file, line, 0, 0, 0, diagnostic.Message);
        else
            Log.LogWarning(null, diagnostic.Code, null, file, line, 0, 0, 0, diagnostic.Message);
    }
}
