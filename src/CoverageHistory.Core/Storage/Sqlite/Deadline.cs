namespace CoverageHistory.Storage.Sqlite;

/// <summary>How long an operation waits and works.</summary>
internal sealed class Deadline(SqliteStoreOptions options, CancellationToken cancellation)
{
    private readonly long _start = options.TimeProvider.GetTimestamp();
    private int _pauses;

    public CancellationToken Cancellation => cancellation;

    public bool HasPassed => Elapsed >= options.OperationDeadline;

    public TimeSpan OperationDeadline => options.OperationDeadline;

    public bool IsOver => HasPassed || cancellation.IsCancellationRequested;

    private TimeSpan Elapsed => options.TimeProvider.GetElapsedTime(_start);

    /// <summary>Waits a little for a lock; false when the patience for locks is used up.</summary>
    public bool Pause()
    {
        cancellation.ThrowIfCancellationRequested();
        if (Elapsed >= options.LockDeadline)
            return false;
        // Random, or processes that began together would go on colliding.
        var longest = Math.Min(1 << Math.Min(_pauses++, 5), 20);
        cancellation.WaitHandle.WaitOne(Random.Shared.Next(1, longest + 1));
        return true;
    }
}
