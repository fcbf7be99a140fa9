using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>Has what works on a history logged there.</summary>
internal static class OperationLog
{
    /// <summary>Does the work, and logs how long it took and what became of it.</summary>
    /// <param name="name">Such as <c>report</c>.</param>
    public static T Logged<T>(this IHistoryStore store, string name, TimeProvider clock, Func<T> work)
    {
        var timer = new OperationTimer(name, clock);
        T result;
        try
        {
            result = work();
        }
        catch (Exception exception)
        {
            store.Log(timer.Failed(exception));
            throw;
        }
        store.Log(timer.Done());
        return result;
    }
}
