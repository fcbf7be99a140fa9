using System.Collections.Concurrent;

namespace CoverageHistory.Storage;

/// <summary>Goes through items on a thread of its own, a few ahead of whoever works with them.</summary>
internal static class ReadAhead
{
    /// <param name="items">Enumerated on the other thread, and ended there when the caller stops early. What it throws comes where it would have come.</param>
    /// <param name="most">How many may wait.</param>
    public static IEnumerable<T> Of<T>(IEnumerable<T> items, int most)
    {
        using var waiting = new BlockingCollection<T>(most);
        using var stop = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() =>
        {
            try
            {
                foreach (var item in items)
                    waiting.Add(item, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The caller wants no more.
            }
            finally
            {
                waiting.CompleteAdding();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var item in waiting.GetConsumingEnumerable())
                yield return item;
            reading.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            // Whatever the items stand on may be closed from here on.
            Task.WaitAny(reading);
        }
    }
}
