using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Runs in the order of the history: after every recorded ancestor of their commit, and by time where ancestry says nothing.</summary>
public sealed class RunHistory
{
    private readonly Dictionary<string, List<int>> _byCommit = new(StringComparer.Ordinal);

    public RunHistory(IEnumerable<RunSummary> runs)
    {
        var sorted = RunOrder.Sort(runs);
        Runs = sorted;
        for (var position = 0; position < sorted.Count; position++)
        {
            if (sorted[position].Run.Commit is not { } commit)
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
    /// on the branch the pull request goes into. Null when there is none. A run that holds values of metrics only is compared with such
    /// runs, one with coverage or tests with others that have them.
    /// </summary>
    public RunSummary? Before(int position)
    {
        var run = Runs[position].Run;
        var hasResults = HasResults(Runs[position]);
        return LastOn(run.Branch, position, hasResults)
            ?? NewestAncestor(run.Commit, hasResults)
            ?? (run.Ci?.BaseBranch is { } target ? LastOn(target, position, hasResults) : null);
    }

    /// <inheritdoc cref="Before(int)"/>
    /// <param name="id">Of a run of this history.</param>
    public RunSummary? Before(Guid id)
    {
        for (var position = Runs.Count - 1; position >= 0; position--)
        {
            if (Runs[position].Run.Id == id)
                return Before(position);
        }
        throw new ArgumentException($"run {id} is not part of this history", nameof(id));
    }

    /// <summary>A run without sessions is one that is being recorded.</summary>
    private static bool HasResults(RunSummary run) => run.Coverage is not null || run.Tests is not null || run.Sessions == 0;

    private int Last(List<int> positions, bool hasResults)
    {
        for (var i = positions.Count - 1; i >= 0; i--)
        {
            if (HasResults(Runs[positions[i]]) == hasResults)
                return positions[i];
        }
        return -1;
    }

    private RunSummary? LastOn(string? branch, int before, bool hasResults)
    {
        for (var i = before - 1; i >= 0; i--)
        {
            if (Runs[i].Run.Branch == branch && HasResults(Runs[i]) == hasResults)
                return Runs[i];
        }
        return null;
    }

    /// <summary>
    /// One of the commit's own parents, because in this order every other ancestor stands before the parent it is reached through. A run
    /// from a shallow clone knows no parents where another one of the same commit does.
    /// </summary>
    private RunSummary? NewestAncestor(Commit? commit, bool hasResults)
    {
        if (commit is null)
            return null;
        var newest = -1;
        foreach (var position in _byCommit[commit.Sha])
        {
            foreach (var parent in Runs[position].Run.Commit!.Parents)
            {
                if (_byCommit.TryGetValue(parent, out var positions) && parent != commit.Sha)
                    newest = Math.Max(newest, Last(positions, hasResults));
            }
        }
        return newest < 0 ? null : Runs[newest];
    }
}
