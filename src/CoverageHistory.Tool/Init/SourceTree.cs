namespace CoverageHistory.Tool.Init;

/// <summary>The files of a repository that people edit.</summary>
internal static class SourceTree
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "artifacts", "packages", "TestResults"];

    /// <summary>Absolute paths in ordinal order, without build output, hidden and linked folders.</summary>
    public static IEnumerable<string> Files(string root) => Below(new DirectoryInfo(root)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Below(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true }))
        {
            if (entry is not DirectoryInfo below)
                yield return entry.FullName;
            else if (below.LinkTarget is null && below.Name[0] != '.' && !Skipped.Contains(below.Name, StringComparer.OrdinalIgnoreCase))
            {
                foreach (var path in Below(below))
                    yield return path;
            }
        }
    }
}
