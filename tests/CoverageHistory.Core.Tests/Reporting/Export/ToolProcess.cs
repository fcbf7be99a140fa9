using System.Diagnostics;
using System.Reflection;

namespace CoverageHistory.Core.Tests.Reporting.Export;

/// <summary>Programs that read what we write.</summary>
internal static class ToolProcess
{
    /// <summary>From the NuGet cache.</summary>
    public static string ReportGenerator { get; } = typeof(ToolProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "ReportGenerator").Value!;

    /// <returns>What it printed on both outputs.</returns>
    public static string Run(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{output}");
        return output;
    }
}

/// <summary>A fact about a program on the PATH; skipped, with the reason, where it is absent.</summary>
public sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            Skip = $"needs {program} on the PATH";
    }
}
