using System.Globalization;
using CoverageHistory.Model;
using SQLitePCL;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>What an error code of SQLite means to a user of the history.</summary>
internal static class SqliteFailure
{
    /// <summary>Another connection holds the lock; <c>SQLITE_PROTOCOL</c> is the same under heavy contention.</summary>
    public static bool IsBusy(int code) => (code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL;

    public static Exception Of(int code, string? message, string path, Deadline deadline)
    {
        if ((code & 0xff) == raw.SQLITE_INTERRUPT && deadline.Cancellation.IsCancellationRequested)
            return new OperationCanceledException(deadline.Cancellation);
        var reason = (code & 0xff) switch
        {
            raw.SQLITE_INTERRUPT => string.Create(CultureInfo.InvariantCulture,
                $"did not answer within {deadline.OperationDeadline.TotalSeconds:0.#} s; it may be damaged"),
            raw.SQLITE_CORRUPT => "is damaged; restore a copy, or move it away to begin a new history",
            raw.SQLITE_NOTADB => "is not a database; it is left as it is",
            raw.SQLITE_FULL => "cannot grow, the disk is full; nothing was stored",
            raw.SQLITE_READONLY => "cannot be written; check the permissions of the file and its folder",
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
                "cannot be opened; check the permissions of the file and its folder",
            raw.SQLITE_IOERR => "cannot be read or written, the system reports an error",
            raw.SQLITE_TOOBIG or raw.SQLITE_NOMEM => "holds or was given a value that is too large",
            _ when IsBusy(code) => "is locked by another process; try again when that is done",
            _ => "refused a statement",
        };
        var text = string.Create(CultureInfo.InvariantCulture, $"{path} {reason} (SQLite {code}: {message})");
        return IsBusy(code) ? new StoreLockedException(text) : new StoreException(DiagnosticCode.StoreRefused, text);
    }
}
