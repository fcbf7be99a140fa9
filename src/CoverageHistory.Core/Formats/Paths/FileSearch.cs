using CoverageHistory.Model;

namespace CoverageHistory.Formats.Paths;

/// <summary>Walks folders for the files that a pattern names.</summary>
internal static class FileSearch
{
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <param name="pattern">A <see cref="PathGlob"/> with <c>/</c>, absolute or relative to <paramref name="directory"/>.</param>
    /// <param name="passedOver">Names of folders that are not looked into, besides git's own.</param>
    /// <returns>The files as the pattern names them, in no order; nothing where the folder it begins with does not exist.</returns>
    public static IEnumerable<string> Find(string pattern, string directory, params IReadOnlyList<string> passedOver)
    {
        var segments = pattern.Split('/');
        var firstWild = Array.FindIndex(segments, PathGlob.IsPattern);
        if (firstWild < 0)
            return File.Exists(Path.GetFullPath(pattern, directory)) ? [pattern] : [];
        var prefix = string.Concat(segments[..firstWild].Select(segment => segment + "/"));
        var glob = new PathGlob(string.Join('/', segments[firstWild..]));
        var root = new DirectoryInfo(Path.GetFullPath(prefix.Length == 0 ? "." : prefix, directory));
        return root.Exists ? FindBelow(root, "", glob, passedOver).Select(path => prefix + path) : [];
    }

    private static IEnumerable<string> FindBelow(DirectoryInfo folder, string path, PathGlob glob, IReadOnlyList<string> passedOver)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", Everything))
        {
            var name = path + entry.Name;
            if (entry is not DirectoryInfo below)
            {
                if (glob.IsMatch(name))
                    yield return name;
            }
            // A linked folder may lead back up, and git's own folder holds no reports.
            else if (below.LinkTarget is null && below.Name != ".git" && !passedOver.Contains(below.Name) && glob.CanMatchIn(name))
            {
                foreach (var found in FindBelow(below, name + "/", glob, passedOver))
                    yield return found;
            }
        }
    }
}
