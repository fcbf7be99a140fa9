namespace CoverageHistory.Git;

/// <summary>The commits that lead to the tip of a branch, and to others that were asked about, by first parents: what git knows of them here.</summary>
/// <param name="Tip">Of the branch; of its counterpart on the remote where that is ahead. Null where the branch does not exist here.</param>
/// <param name="ParentOf">The first parent of each commit; null for one that has none. A commit that is missing is unknown here.</param>
/// <param name="IsShallow">Parts of the history are not here.</param>
internal sealed record FirstParents(string? Tip, IReadOnlyDictionary<string, string?> ParentOf, bool IsShallow);
