namespace CoverageHistory.Storage.Sqlite;

/// <summary>The lock was not free by the deadline. A record is spooled then; for callers it becomes a <see cref="StoreException"/>.</summary>
internal sealed class StoreLockedException(string message) : Exception(message);
