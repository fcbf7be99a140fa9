using System.Globalization;
using Microsoft.Build.Framework;

namespace CoverageHistory.MSBuild;

/// <summary>
/// A session between its two targets. MSBuild disposes of it when the build ends, in every node and however it ends, and waits for it: a
/// session that the record target did not take by then is recorded now. There is no log any more, only the console.
/// </summary>
internal sealed class PendingSession(SessionOptions options) : IDisposable
{
    public SessionOptions Options { get; } = options;

    public void Register(IBuildEngine engine) => ((IBuildEngine4)engine).RegisterTaskObject(
        Options.SessionFile, this, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);

    /// <returns>Null when it was taken already.</returns>
    public static PendingSession? Take(IBuildEngine engine, string sessionFile) =>
        (PendingSession?)((IBuildEngine4)engine).UnregisterTaskObject(sessionFile, RegisteredTaskObjectLifetime.Build);

    public void Dispose()
    {
        var outcome = SessionRecorder.Record(Options, CancellationToken.None);
        foreach (var diagnostic in outcome.Diagnostics)
        {
            var file = diagnostic.Path ?? Options.ProjectFile;
            var place = diagnostic.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{file}({line})") : file;
            Console.Error.WriteLine($"{place} : warning {diagnostic.Code}: {diagnostic.Message}");
        }
        if (outcome.Line is not { } recorded)
            return;
        Console.Out.WriteLine(recorded);
        if (Options.Sync)
            new PendingPush(Options).Dispose();
    }
}
