using System.Globalization;
using CoverageHistory.Model;
using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>What an error code of SQLite means to a user of the history.</summary>
internal static class SqliteFailure
{
    public const string Damaged = "is damaged; no run was changed; `db restore` brings a copy back, `db recover` saves what can be read";

    private const string DiskFull = "cannot grow, the disk is full; what it held is safe, nothing was stored; make room, then try again";

    private const int ShmSize = raw.SQLITE_IOERR | (19 << 8);
    private const int CannotOpenFolder = raw.SQLITE_CANTOPEN | (2 << 8);

    // What .NET gives is the system's own number on Unix.
    private const int NoSpace = 28;
    private const int NoQuota = 122;
    private const int ReadOnlyFileSystem = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Another connection holds the lock; <c>SQLITE_PROTOCOL</c> is the same under heavy contention.</summary>
    public static bool IsBusy(int code) => (code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;

    public static Exception Of(int code, string? message, string path, Deadline deadline)
    {
        if ((code & 0xff) == raw.SQLITE_INTERRUPT && deadline.Cancellation.IsCancellationRequested)
            return new OperationCanceledException(deadline.Cancellation);
        var (diagnostic, reason) = (code & 0xff) switch
        {
            raw.SQLITE_INTERRUPT => (DiagnosticCode.StoreRefused, string.Create(CultureInfo.InvariantCulture,
                $"did not answer within {deadline.OperationDeadline.TotalSeconds:0.#} s; nothing was changed; `db verify` tells whether it is damaged")),
            raw.SQLITE_CORRUPT => (DiagnosticCode.StoreDamaged, Damaged),
            raw.SQLITE_NOTADB => (DiagnosticCode.NotAHistory, "is not a database; it is left as it is; move it away, or name another file with --db"),
            raw.SQLITE_FULL => (DiagnosticCode.DiskFull, DiskFull),
            _ when code == ShmSize => (DiagnosticCode.DiskFull, DiskFull),
            _ when code == CannotOpenFolder => (DiagnosticCode.StoreIsFolder, "is a folder; a history must be a file; name another with --db"),
            raw.SQLITE_READONLY => (DiagnosticCode.StoreNotPermitted,
                "cannot be written; what it holds is safe, nothing was stored; check the permissions of the file and its folder"),
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => (DiagnosticCode.StoreNotPermitted,
                "cannot be opened; nothing was changed; check the permissions of the file and its folder"),
            raw.SQLITE_IOERR => (DiagnosticCode.StoreRefused,
                "cannot be read or written, the system reports an error; nothing was stored; check the disk, then try again"),
            raw.SQLITE_TOOBIG or raw.SQLITE_NOMEM => (DiagnosticCode.StoreRefused, "holds or was given a value that is too large; nothing was stored"),
            _ when IsBusy(code) => (DiagnosticCode.StoreLocked,
                "is locked by another process; nothing was changed; try again when that is done, or give it more time with lockTimeoutSeconds"),
            _ => (DiagnosticCode.StoreRefused, "refused a statement; nothing was changed"),
        };
        var text = string.Create(CultureInfo.InvariantCulture, $"{path} {reason} (SQLite {code}: {message})");
        return IsBusy(code) ? new StoreLockedException(text) : new StoreException(diagnostic, text);
    }

    /// <summary>The same for what the system says of files.</summary>
    public static StoreException Of(Exception exception, string path) => exception switch
    {
        _ when IsDiskFull(exception) => new StoreException(DiagnosticCode.DiskFull, $"{path} {DiskFull}: {exception.Message}", exception),
        UnauthorizedAccessException => new StoreException(DiagnosticCode.StoreNotPermitted,
            $"{path} cannot be used; nothing was stored; check the permissions of the file and its folder: {exception.Message}", exception),
        IOException { HResult: ReadOnlyFileSystem } => new StoreException(DiagnosticCode.StoreNotPermitted,
            $"{path} is on a file system that cannot be written; nothing was stored; name another file with --db: {exception.Message}", exception),
        DirectoryNotFoundException or DriveNotFoundException => NoFolder(path, exception),
        _ => new StoreException(DiagnosticCode.StoreRefused, $"{path} cannot be used: {exception.Message}", exception),
    };

    public static StoreException NoFolder(string path, Exception exception) => new(DiagnosticCode.StoreMissing,
        $"there is no folder for {path}, and none can be made; nothing was stored; correct the path: {exception.Message}", exception);

    public static bool IsDiskFull(Exception exception) => exception is IOException { HResult: NoSpace or NoQuota or WindowsDiskFull or WindowsHandleDiskFull };
}
