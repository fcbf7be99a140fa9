using System.Diagnostics;

namespace CoverageHistory.Storage.Sync;

/// <summary>How long an exchange may still take.</summary>
internal sealed class SyncDeadline(TimeSpan limit, CancellationToken cancellation)
{
    private readonly long _begin = Stopwatch.GetTimestamp();

    public TimeSpan Limit => limit;

    public CancellationToken Cancellation => cancellation;

    public bool IsPast => Remaining <= TimeSpan.Zero;

    public TimeSpan Remaining => limit - Stopwatch.GetElapsedTime(_begin);

    /// <exception cref="OperationCanceledException">The user gave up.</exception>
    public void Wait(TimeSpan time)
    {
        cancellation.WaitHandle.WaitOne(time < Remaining ? time : TimeSpan.FromTicks(Math.Max(0, Remaining.Ticks)));
        cancellation.ThrowIfCancellationRequested();
    }
}
