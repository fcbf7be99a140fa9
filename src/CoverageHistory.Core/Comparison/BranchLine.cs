using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>
/// The history of a branch as a line: the runs of the commits that first parents lead to from its tip. Runs from before it was branched
/// off belong to it, runs of what was merged into it do not.
/// </summary>
internal sealed class BranchLine
{
    private readonly RunHistory _history;
    private readonly Ancestry _ancestry;
    private readonly HashSet<string> _commits;
    private readonly HashSet<string> _superseded = new(StringComparer.Ordinal);
    private readonly RunStanding[] _standings;

    /// <param name="branch">Null for a detached head, whose runs know no branch either.</param>
    internal BranchLine(RunHistory history, string? branch)
    {
        _history = history;
        _ancestry = history.Ancestry;
        Branch = branch;
        _commits = new HashSet<string>(history.Runs.Count, StringComparer.Ordinal);
        _standings = new RunStanding[history.Runs.Count];
        var tip = _ancestry.Tip;
        Follow(tip);
        // The newest first: what is ahead of the tip is the tip from then on, and what forks off below it was superseded.
        for (var position = history.Runs.Count - 1; position >= 0; position--)
        {
            var run = history.Runs[position].Run;
            if (run.Branch == branch && run.Commit is { } commit && !_commits.Contains(commit.Sha))
                _standings[position] = Place(commit.Sha, ref tip);
        }
        for (var position = 0; position < _standings.Length; position++)
        {
            if (_standings[position] == RunStanding.OnLine)
                _standings[position] = StandingOf(history.Runs[position].Run);
        }
    }

    public string? Branch { get; }

    /// <summary>Of the run at a position of the history.</summary>
    public RunStanding this[int position] => _standings[position];

    /// <inheritdoc cref="this[int]"/>
    /// <param name="id">Of a run of the history.</param>
    public RunStanding StandingOf(Guid id) => _standings[_history.PositionOf(id)];

    /// <summary>Whether no run belongs to the line.</summary>
    public bool IsEmpty
    {
        get
        {
            for (var position = 0; position < _standings.Length; position++)
            {
                if (Contains(position))
                    return false;
            }
            return true;
        }
    }

    /// <summary>Whether the run at a position belongs to the line.</summary>
    public bool Contains(int position) => _standings[position] is RunStanding.OnLine or RunStanding.Unknown;

    private RunStanding StandingOf(Run run) => run.Commit is { } commit && _commits.Contains(commit.Sha) ? RunStanding.OnLine
        : run.Branch == Branch && run.Commit is null ? RunStanding.OnLine
        : RunStanding.OtherBranch;

    /// <summary>Of a commit that is not on the line as far as it is known.</summary>
    private RunStanding Place(string commit, ref string? tip)
    {
        var isFirst = tip is null;
        var at = commit;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Add(at) && _ancestry.TryGetParent(at, out var parent))
        {
            if (parent is null)
            {
                // A root of its own: the branch was begun anew.
                if (!isFirst)
                    return Supersede(seen);
                break;
            }
            // Whoever rewrote ten thousand commits did not want each of them followed to the first.
            if (_superseded.Contains(parent))
                return Supersede(seen);
            if (_commits.Contains(parent))
            {
                if (parent != tip)
                    return Supersede(seen);
                isFirst = true;
                break;
            }
            at = parent;
        }
        Follow(commit);
        if (!isFirst)
            return RunStanding.Unknown;
        tip = commit;
        return RunStanding.OnLine;
    }

    private RunStanding Supersede(HashSet<string> commits)
    {
        _superseded.UnionWith(commits);
        return RunStanding.Superseded;
    }

    private void Follow(string? commit)
    {
        while (commit is not null && _commits.Add(commit))
            _ = _ancestry.TryGetParent(commit, out commit);
    }
}
