using System.Diagnostics;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>A fact about a full disk, shown on a small file system of its own, which only root can make.</summary>
public sealed class TmpfsFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Obstacle = new(Try);

    public TmpfsFactAttribute() => Skip = Obstacle.Value;

    public static bool Mount(string folder, int kilobytes) => Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder);

    public static bool Unmount(string folder) => Run("umount", folder);

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "a small file system is needed, and only root on Linux can mount one";
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            return Mount(folder, 64) && Unmount(folder) ? null : "a small file system is needed, and mounting is forbidden here";
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
