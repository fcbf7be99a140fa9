using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>Where the history lies: the path, its folder, and what else is there.</summary>
internal sealed class HistoryPlace(string path)
{
    private const string OwnFolder = ".coverage-history";

    public string Path => path;

    public string Folder => System.IO.Path.GetDirectoryName(path)!;

    /// <summary>Whether the folder is the history's alone.</summary>
    public bool HasOwnFolder => System.IO.Path.GetFileName(Folder) == OwnFolder;

    /// <summary>Beside the history, says that it stays at an older schema.</summary>
    public string HeldMark => path + ".schema";

    /// <summary>Whether there is anything, be it a history or not.</summary>
    public bool Exists => new FileInfo(path) is { Exists: true } or { LinkTarget: not null } || Directory.Exists(path);

    /// <summary>Of the file with its log.</summary>
    public long SizeBytes => SizeOf(path) + SizeOf(path + "-wal");

    public bool HasLog => SizeOf(path + "-wal") > 0;

    public bool HasJournal => SizeOf(path + "-journal") > 0;

    /// <summary>Of the file alone.</summary>
    public long FileBytes => SizeOf(path);

    public long FreeBytes => new DriveInfo(OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(Folder)! : Folder).AvailableFreeSpace;

    public void RefuseLinks()
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new StoreException(DiagnosticCode.StoreIsLink, $"{path} is a link to {target}; a history must be a file; name that one with --db");
        if (HasOwnFolder && new DirectoryInfo(Folder).LinkTarget is { } folder)
            throw new StoreException(DiagnosticCode.StoreIsLink, $"{Folder} is a link to {folder}; name the database itself to keep it elsewhere");
        if (Directory.Exists(path))
            throw new StoreException(DiagnosticCode.StoreIsFolder, $"{path} is a folder; a history must be a file; name another with --db");
    }

    /// <summary>Makes the folder where there is none.</summary>
    public void MakeFolder()
    {
        try
        {
            DurableFile.CreateFolder(Folder);
        }
        catch (IOException exception) when (!SqliteFailure.IsDiskFull(exception))
        {
            throw SqliteFailure.NoFolder(path, exception);
        }
    }

    /// <summary>Deletes files that processes left when they were killed in the middle of making them.</summary>
    /// <returns>How many.</returns>
    public int RemoveLeftOver(DateTime untouchedSinceUtc)
    {
        var removed = 0;
        foreach (var file in Directory.GetFiles(Folder, System.IO.Path.GetFileName(path) + ".*.new*"))
        {
            try
            {
                if (File.GetLastWriteTimeUtc(file) >= untouchedSinceUtc)
                    continue;
                // Refused while another process writes it.
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }
                File.Delete(file);
                removed++;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Somebody's after all.
            }
        }
        return removed;
    }

    /// <summary>Whether the log's shared memory works where the file is; over a network it does not, and readers would see damage.</summary>
    public bool HasSharedMemory()
    {
        var folder = Folder;
        if (OperatingSystem.IsWindows() && folder.StartsWith(@"\\", StringComparison.Ordinal))
            return false;
        for (var at = folder; at is not null; at = System.IO.Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at))
                return new DriveInfo(OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(at)! : at).DriveType != DriveType.Network;
        }
        return true;
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
