using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>Keeps two exchanges of one repository from running at the same time. It ends with the process that holds it.</summary>
internal sealed class SyncLock : IDisposable
{
    private readonly FileStream _file;

    private SyncLock(FileStream file) => _file = file;

    /// <exception cref="SyncException">Another exchange went on for too long, or the folder cannot be written.</exception>
    public static SyncLock Take(string folder, SyncDeadline deadline)
    {
        var path = Path.Combine(folder, "lock");
        while (true)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new SyncLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException && !IsHeld(exception)))
            {
                throw new SyncException(DiagnosticCode.SyncFolderNotPermitted,
                    $"{folder} cannot be used: {exception.Message} Nothing was changed. sync keeps what it fetches there; let this user write it, or remove what is in its place.", exception);
            }
            catch (IOException exception)
            {
                if (deadline.IsPast)
                    throw new SyncException(DiagnosticCode.SyncLocked,
                        $"Another sync of this repository holds {path}. Nothing was changed. Wait for it to end, or give this one more time with --timeout.", exception);
                deadline.Wait(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Whether it says that another process has the file: on Windows a sharing or lock violation, elsewhere EAGAIN.</summary>
    private static bool IsHeld(Exception exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;
}
