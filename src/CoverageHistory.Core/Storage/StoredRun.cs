using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>What became of a record.</summary>
/// <param name="Summary">The run as it is after the record; null when spooled.</param>
/// <param name="Duplicates">Of each given session, in order, whether the run held it already.</param>
/// <param name="SpoolPath">The file the record waits in because the store was locked; null when it was stored.</param>
public sealed record StoredRun(RunSummary? Summary, IReadOnlyList<bool> Duplicates, string? SpoolPath)
{
    /// <summary>What the store met on the way, such as spool files that cannot be taken in.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
