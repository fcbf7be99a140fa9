using CoverageHistory.Model;

namespace CoverageHistory.MSBuild;

/// <summary>Finds the files of benchmark results that lie about. Where there are none it looks at a folder or two.</summary>
internal static class BenchmarkResults
{
    /// <summary>What the property says instead of patterns where nobody wants this.</summary>
    private const string Off = "false";

    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <returns>Absolute paths, each once. Nothing tells yet that they hold benchmarks, or new ones.</returns>
    public static IReadOnlyList<string> Find(SessionOptions options)
    {
        var patterns = options.BenchmarkResults.Replace('\\', '/').Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (patterns is [Off])
            return [];
        string[] roots = [.. new[] { options.WorkingDirectory, options.ProjectDirectory }.Distinct(StringComparer.Ordinal)];
        return [.. roots.SelectMany(root => patterns.SelectMany(pattern => Find(pattern, root))).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Find(string pattern, string root)
    {
        var segments = pattern.Split('/');
        // The last one is a name of files, pattern or not.
        var firstWild = Array.FindIndex(segments, PathGlob.IsPattern) is var wild and >= 0 ? wild : segments.Length - 1;
        var prefix = string.Concat(segments[..firstWild].Select(segment => segment + "/"));
        var folder = new DirectoryInfo(Path.GetFullPath(prefix.Length == 0 ? "." : prefix, root));
        return folder.Exists ? FindBelow(folder, "", new PathGlob(string.Join('/', segments[firstWild..]))) : [];
    }

    private static IEnumerable<string> FindBelow(DirectoryInfo folder, string path, PathGlob glob)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything))
        {
            var name = path + entry.Name;
            if (entry is not DirectoryInfo below)
            {
                if (glob.IsMatch(name))
                    yield return entry.FullName;
            }
            // A linked folder may lead back up; the others are large, and no results lie in them.
            else if (below.LinkTarget is null && below.Name is not (".git" or "node_modules" or "obj") && glob.CanMatchIn(name))
            {
                foreach (var found in FindBelow(below, name + "/", glob))
                    yield return found;
            }
        }
    }
}
