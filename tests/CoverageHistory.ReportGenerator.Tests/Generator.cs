using System.Diagnostics;
using System.Reflection;

namespace CoverageHistory.ReportGenerator.Tests;

/// <summary>ReportGenerator from the NuGet cache, as people run it.</summary>
internal static class Generator
{
    /// <summary>The plug-in's assembly as it was built.</summary>
    public static string Plugin { get; } = Find("CoverageHistory.ReportGenerator.dll");

    /// <returns>What it printed.</returns>
    public static string Run(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Metadata("ReportGenerator"), .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("COVERAGE_HISTORY_DB");
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}\n{output}");
        return output;
    }

    private static string Find(string name)
    {
        // Beside the tests lies a copy without its deps.json.
        var pivot = Path.GetRelativePath(Path.Combine(TestKit.RepositoryRoot.Path, "tests", "CoverageHistory.ReportGenerator.Tests"), AppContext.BaseDirectory);
        return Path.GetFullPath(Path.Combine(TestKit.RepositoryRoot.Path, "src", "CoverageHistory.ReportGenerator", pivot, name));
    }

    private static string Metadata(string key) =>
        typeof(Generator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
