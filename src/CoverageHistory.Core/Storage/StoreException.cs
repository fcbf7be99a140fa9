namespace CoverageHistory.Storage;

/// <summary>The store refused: locked past the deadline, corrupt, a newer schema, or not a history at all.</summary>
public sealed class StoreException : Exception
{
    internal StoreException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary><c>COVH</c> and four digits, listed in <c>docs/diagnostics.md</c>.</summary>
    public string Code { get; }
}
