namespace CoverageHistory.Storage.Sync;

/// <summary>An exchange did not come about. The message says what happened, what is safe and what to do.</summary>
internal sealed class SyncException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary><c>COVH</c> and four digits, listed in <c>docs/diagnostics.md</c>.</summary>
    public string Code { get; } = code;
}
