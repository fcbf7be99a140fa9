using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>What is where.</summary>
/// <param name="Remote">Its name.</param>
/// <param name="Place">The ref on the remote; null when it has none yet.</param>
/// <param name="Here">Runs in the store.</param>
/// <param name="InSet">Runs in the set, earlier forms of runs included.</param>
/// <param name="ToPush">Runs that the set lacks.</param>
/// <param name="ToPull">Runs of the set that were not taken in yet.</param>
/// <param name="GivenUpHere">Runs here that are not sent because they were deleted or pruned somewhere.</param>
internal sealed record SyncStatus(string Remote, string? Place, int Here, int InSet, int ToPush, int ToPull, int GivenUpHere)
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
