using CoverageHistory.Git;

namespace CoverageHistory.Configuration;

/// <summary>Where the database is, and who says so.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record DatabaseLocation(string Path, SettingSource Source)
{
    /// <summary>
    /// A path on the command line is relative to the working directory; one from the environment or the file, which hold wherever one
    /// stands, to the <see cref="HistoryRoot"/>.
    /// </summary>
    public static DatabaseLocation Resolve(Settings settings, GitRepository? repository, string workingDirectory)
    {
        var database = settings[SettingDefinition.Database];
        var root = database.Source == SettingSource.Option ? workingDirectory : HistoryRoot.Find(repository, workingDirectory);
        var path = database.Value ?? System.IO.Path.Combine(HistoryRoot.FolderName, "history.db");
        return new DatabaseLocation(System.IO.Path.GetFullPath(path, root), database.Source);
    }
}
