namespace CoverageHistory.Storage.Sqlite;

internal sealed record SqliteStoreOptions
{
    /// <summary>How long a writer waits for the lock before it spools, and a reader before it gives up.</summary>
    public TimeSpan LockDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long one operation may take, so that a damaged or hostile file cannot hang it. <see cref="TimeSpan.MaxValue"/>: until it is done
    /// or cancelled.
    /// </summary>
    public TimeSpan OperationDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Keeps exact hit counts. Off by default: counts jitter from run to run, and each change costs a new state of the file.</summary>
    public bool KeepHitCounts { get; init; }

    /// <summary>Does without a write-ahead log, which needs shared memory. Network file systems are recognised and need no such hint.</summary>
    public bool AvoidWriteAheadLog { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
