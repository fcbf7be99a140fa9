using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>What an exchange did.</summary>
/// <param name="Remote">Its name.</param>
/// <param name="Place">The ref on the remote.</param>
/// <param name="InSet">Runs in the set afterwards, earlier forms of runs included.</param>
/// <param name="Taken">Null where nothing was to be taken in.</param>
/// <param name="Pushed">Runs sent; null where none were to be.</param>
internal sealed record SyncOutcome(string Remote, string Place, int InSet, TakenRuns? Taken, int? Pushed)
{
    /// <summary>Entries that compaction dropped; null where the set was not compacted.</summary>
    public int? Dropped { get; init; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
