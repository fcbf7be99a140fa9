namespace CoverageHistory.Storage;

/// <summary>A query that is not understood, may not be asked, or takes too long; the message says which.</summary>
internal sealed class QueryException(string message, Exception? inner = null) : Exception(message, inner);
