using CoverageHistory.Git;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Which commit came before which, by first parents: as git knows it here, else as it was recorded.</summary>
internal sealed class Ancestry
{
    private readonly Dictionary<string, string> _recorded = new(StringComparer.Ordinal);
    private readonly FirstParents? _git;

    /// <param name="git">Null: nobody asked git.</param>
    public Ancestry(IEnumerable<RunSummary> runs, FirstParents? git)
    {
        _git = git;
        foreach (var run in runs)
        {
            // Of two runs of a commit, one may come from where its parents were not known.
            if (run.Run.Commit is { Parents: [var parent, ..] } commit)
                _recorded[commit.Sha] = parent;
        }
    }

    public string? Tip => _git?.Tip;

    public bool HasGit => _git is not null;

    public bool IsShallow => _git?.IsShallow == true;

    /// <returns>False where nobody knows.</returns>
    /// <param name="parent">Null where the commit has none.</param>
    public bool TryGetParent(string commit, out string? parent)
    {
        if (_git is not null && _git.ParentOf.TryGetValue(commit, out parent))
            return true;
        var isKnown = _recorded.TryGetValue(commit, out var recorded);
        parent = recorded;
        return isKnown;
    }
}
