using System.Diagnostics;

namespace CoverageHistory.Reliability.PowerCuts;

/// <summary>Tests that trace a program; skipped where that cannot be done, but never in CI, which installs what it takes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StraceTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<string?> Obstacle = new(Try);

    public StraceTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true")
            Skip = Obstacle.Value;
    }

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux())
            return "traces a program with strace, which only Linux has";
        try
        {
            using var process = Process.Start(new ProcessStartInfo("strace")
            {
                ArgumentList = { "-f", "--seccomp-bpf", "-o", "/dev/null", "true" },
                RedirectStandardError = true,
            })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"strace may not trace here: {error.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "needs strace: build/install-test-tools.sh installs it";
        }
    }
}
