using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>Keeps two exchanges of one repository from running at the same time. It ends with the process that holds it.</summary>
internal sealed class SyncLock : IDisposable
{
    private readonly FileStream _file;

    private SyncLock(FileStream file) => _file = file;

    /// <exception cref="SyncException">Another exchange went on for too long.</exception>
    public static SyncLock Take(string folder, SyncDeadline deadline)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "lock");
        while (true)
        {
            try
            {
                return new SyncLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
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
}
