using CoverageHistory.Git;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Which commit came before which, by first parents: as git knows it here, else as it was recorded.</summary>
/// <param name="git">Null: nobody asked git.</param>
internal sealed class Ancestry(List<RunSummary> runs, CommitIndex commits, FirstParents? git)
{
    public string? Tip => git?.Tip;

    public bool HasGit => git is not null;

    public bool IsShallow => git?.IsShallow == true;

    /// <returns>False where nobody knows.</returns>
    /// <param name="parent">Null where the commit has none.</param>
    public bool TryGetParent(string commit, out string? parent)
    {
        if (git is not null && git.ParentOf.TryGetValue(commit, out parent))
            return true;
        // Of two runs of a commit, one may come from where its parents were not known.
        for (var position = commits.LastOf(commit); position >= 0; position = commits.Before(position))
        {
            if (runs[position].Run.Commit!.Parents is { Count: > 0 } parents)
            {
                parent = parents[0];
                return true;
            }
        }
        parent = null;
        return false;
    }
}
