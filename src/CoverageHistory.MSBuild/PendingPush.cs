using Microsoft.Build.Framework;

namespace CoverageHistory.MSBuild;

/// <summary>
/// Sends what was recorded when the build ends, once for all its projects in a node: by then the run has all its sessions, and a run that
/// grows would be sent anew with each. There is no log any more, only the console.
/// </summary>
internal sealed class PendingPush(SessionOptions options) : IDisposable
{
    public static void Register(IBuildEngine engine, SessionOptions options)
    {
        var key = $"CoverageHistory push {options.WorkingDirectory} {options.DatabasePath}";
        var objects = (IBuildEngine4)engine;
        if (objects.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is null)
            objects.RegisterTaskObject(key, new PendingPush(options), RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
    }

    public void Dispose()
    {
        var exchange = new CiExchange(options.WorkingDirectory, options.DatabasePath);
        if (exchange.IsWanted && exchange.Push(options.Timeout([]), CancellationToken.None) is { } trouble)
            Console.Error.WriteLine($"{options.ProjectFile} : warning {trouble.Code}: {trouble.Message}");
    }
}
