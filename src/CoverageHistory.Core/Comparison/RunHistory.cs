using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Runs in the order of the history: after every recorded ancestor of their commit, and by time where ancestry says nothing.</summary>
public sealed class RunHistory
{
    private readonly Dictionary<Guid, int> _positions;
    private readonly Dictionary<string, List<int>> _byCommit;

    public RunHistory(IEnumerable<RunSummary> runs)
    {
        Runs = RunOrder.Sort(runs);
        _positions = Runs.Index().ToDictionary(entry => entry.Item.Run.Id, entry => entry.Index);
        _byCommit = new(StringComparer.Ordinal);
        foreach (var (position, run) in Runs.Index())
        {
            if (run.Run.Commit is not { } commit)
                continue;
            if (!_byCommit.TryGetValue(commit.Sha, out var positions))
                _byCommit[commit.Sha] = positions = [];
            positions.Add(position);
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RunSummary> Runs { get; }

    /// <summary>
    /// The run to compare with: the previous one on the same branch, else the newest on a recorded ancestor commit, else the previous one
    /// on the branch the pull request goes into. Null when there is none.
    /// </summary>
    public RunSummary? Before(Guid id)
    {
        var position = _positions[id];
        var run = Runs[position].Run;
        return LastOn(run.Branch, position)
            ?? NewestAncestor(run.Commit)
            ?? (run.Ci?.BaseBranch is { } target ? LastOn(target, position) : null);
    }

    private RunSummary? LastOn(string? branch, int before)
    {
        for (var i = before - 1; i >= 0; i--)
        {
            if (Runs[i].Run.Branch == branch)
                return Runs[i];
        }
        return null;
    }

    private RunSummary? NewestAncestor(Commit? commit)
    {
        var newest = -1;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(commit?.Parents ?? []);
        while (waiting.TryPop(out var sha))
        {
            if (!seen.Add(sha) || !_byCommit.TryGetValue(sha, out var positions))
                continue;
            newest = Math.Max(newest, positions[^1]);
            foreach (var parent in ParentsOf(positions))
                waiting.Push(parent);
        }
        return newest < 0 ? null : Runs[newest];
    }

    /// <summary>A run from a shallow clone knows no parents where another one of the same commit does.</summary>
    private IEnumerable<string> ParentsOf(List<int> positions) => positions.SelectMany(at => Runs[at].Run.Commit!.Parents).Distinct();
}
