using CoverageHistory.Model;

namespace CoverageHistory.Tool;

/// <summary>Finds the files that an argument names: shells differ in what they expand, so a pattern means the same everywhere.</summary>
internal static class FileGlob
{
    /// <summary>Files in ordinal order, named as the argument does. A file that exists is taken by its name even with a <c>*</c> in it.</summary>
    /// <exception cref="UsageException">Nothing is there.</exception>
    public static IEnumerable<ReportFile> Expand(string argument, string directory)
    {
        var full = Path.GetFullPath(argument, directory);
        if (File.Exists(full))
            return [new ReportFile(argument, full)];
        if (Directory.Exists(full))
            throw new UsageException($"'{argument}' is a folder. Name files or a pattern in quotes, such as '{argument.TrimEnd('/', '\\')}/**/*.cobertura.xml'.");
        if (!PathGlob.IsPattern(argument))
            throw new UsageException($"There is no file '{argument}'.");
        var found = Find(argument.Replace('\\', '/'), directory).OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found : throw new UsageException($"No file matches '{argument}'.");
    }

    private static IEnumerable<ReportFile> Find(string pattern, string directory)
    {
        var segments = pattern.Split('/');
        var firstWild = Array.FindIndex(segments, PathGlob.IsPattern);
        var prefix = string.Concat(segments[..firstWild].Select(segment => segment + "/"));
        var glob = new PathGlob(string.Join('/', segments[firstWild..]));
        var root = new DirectoryInfo(Path.GetFullPath(prefix.Length == 0 ? "." : prefix, directory));
        return root.Exists ? FindBelow(root, "", glob).Select(path => new ReportFile(prefix + path, Path.Combine(root.FullName, path))) : [];
    }

    private static IEnumerable<string> FindBelow(DirectoryInfo folder, string path, PathGlob glob)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 }))
        {
            var name = path + entry.Name;
            if (entry is not DirectoryInfo below)
            {
                if (glob.IsMatch(name))
                    yield return name;
            }
            // A linked folder may lead back up, and git's own folder holds no reports.
            else if (below.LinkTarget is null && below.Name != ".git" && glob.CanMatchIn(name))
            {
                foreach (var found in FindBelow(below, name + "/", glob))
                    yield return found;
            }
        }
    }
}

/// <param name="Name">As the user named it.</param>
/// <param name="Path">Absolute.</param>
internal sealed record ReportFile(string Name, string Path);
