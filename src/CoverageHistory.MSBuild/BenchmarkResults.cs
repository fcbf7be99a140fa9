using CoverageHistory.Formats.Paths;

namespace CoverageHistory.MSBuild;

/// <summary>Finds the files of benchmark results that lie about. Where there are none it looks at a folder or two.</summary>
internal static class BenchmarkResults
{
    /// <summary>What the property says instead of patterns where nobody wants this.</summary>
    private const string Off = "false";

    /// <summary>Large folders without results.</summary>
    private static readonly string[] PassedOver = ["node_modules", "obj"];

    /// <returns>Absolute paths, each once. Nothing tells yet that they hold benchmarks, or new ones.</returns>
    public static IReadOnlyList<string> Find(SessionOptions options)
    {
        var patterns = options.BenchmarkResults.Replace('\\', '/').Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (patterns is [Off])
            return [];
        var found = from root in new[] { options.WorkingDirectory, options.ProjectDirectory }.Distinct(StringComparer.Ordinal)
                    from pattern in patterns
                    from file in FileSearch.Find(pattern, root, PassedOver)
                    select Path.GetFullPath(file, root);
        return [.. found.Distinct(StringComparer.Ordinal)];
    }
}
