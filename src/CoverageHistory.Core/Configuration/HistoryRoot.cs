using CoverageHistory.Git;

namespace CoverageHistory.Configuration;

/// <summary>The folder a history belongs to.</summary>
internal static class HistoryRoot
{
    /// <summary>Folder of the history below the root.</summary>
    public const string FolderName = ".coverage-history";

    /// <summary>
    /// Of a repository the main work tree, so that linked work trees have one history together (a bare repository has it in its own
    /// folder); a submodule has its own. Outside a repository the nearest folder upwards that holds a history or a configuration file,
    /// else the working directory.
    /// </summary>
    public static string Find(GitRepository? repository, string workingDirectory) =>
        repository?.SharedRoot ?? FindUpwards(workingDirectory) ?? workingDirectory;

    private static string? FindUpwards(string directory)
    {
        for (var folder = directory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            // Whoever may write there, such as in /tmp, could have put a history in the way of everybody else.
            if (folder != directory && IsForEverybody(folder))
                return null;
            if (Directory.Exists(Path.Combine(folder, FolderName)) || File.Exists(Path.Combine(folder, SettingsFile.RelativePath)))
                return folder;
        }
        return null;
    }

    private static bool IsForEverybody(string folder) =>
        !OperatingSystem.IsWindows() && Directory.Exists(folder) && (File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0;
}
