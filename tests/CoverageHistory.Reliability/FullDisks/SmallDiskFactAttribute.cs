using System.Diagnostics;

namespace CoverageHistory.Reliability.FullDisks;

/// <summary>A test that needs a small disk of its own: a file system in memory, mounted where only the program on it sees it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(() => Try("true", out var error) ? null : $"a small disk cannot be mounted here: {error}");

    public SmallDiskFactAttribute() => Skip = Obstacle.Value;

    /// <summary>What starts a program with a disk of 2 MB at <paramref name="folder"/>; the program and its arguments follow.</summary>
    internal static string[] Mounting(string folder) =>
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=2m tmpfs \"$0\" && exec \"$@\"", folder];

    private static bool Try(string program, out string error)
    {
        error = "only Linux can do it";
        if (!OperatingSystem.IsLinux())
            return false;
        using var folder = new TemporaryDirectory();
        string[] all = [.. Mounting(folder.Path), program];
        var start = new ProcessStartInfo(all[0]) { RedirectStandardError = true };
        foreach (var argument in all[1..])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        error = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
