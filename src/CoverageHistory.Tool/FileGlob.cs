using CoverageHistory.Formats.Paths;
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
        var found = FileSearch.Find(argument.Replace('\\', '/'), directory)
            .Select(name => new ReportFile(name, Path.GetFullPath(name, directory)))
            .OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found : throw new UsageException($"No file matches '{argument}'.");
    }
}

/// <param name="Name">As the user named it.</param>
/// <param name="Path">Absolute.</param>
internal sealed record ReportFile(string Name, string Path);
