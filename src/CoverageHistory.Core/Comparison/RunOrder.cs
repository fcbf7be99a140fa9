using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Sorts runs by commit ancestry, then time.</summary>
internal static class RunOrder
{
    /// <summary>
    /// A stable topological order over the recorded commits' parents. Among commits that may come next the earliest one does; a run
    /// without a commit stands where its time puts it. Commit times alone would not do: clocks differ and rebases rewrite them.
    /// </summary>
    public static IReadOnlyList<RunSummary> Sort(IEnumerable<RunSummary> runs)
    {
        var groups = GroupByCommit(runs);
        var ready = new PriorityQueue<Group, (DateTimeOffset, DateTimeOffset, Guid)>();
        foreach (var group in groups.Where(group => group.MissingParents == 0))
            ready.Enqueue(group, group.Priority);

        var sorted = new List<RunSummary>();
        while (ready.TryDequeue(out var group, out _))
        {
            sorted.AddRange(group.Runs);
            foreach (var child in group.Children)
            {
                if (--child.MissingParents == 0)
                    ready.Enqueue(child, child.Priority);
            }
        }
        // Only a forged history has commits that are their own ancestors; they are shown by time rather than lost.
        foreach (var group in groups.Where(group => group.MissingParents > 0).OrderBy(group => group.Priority))
            sorted.AddRange(group.Runs);
        return sorted;
    }

    private static List<Group> GroupByCommit(IEnumerable<RunSummary> runs)
    {
        var groups = new List<Group>();
        var byCommit = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var run in runs.OrderBy(run => run.Run.RecordedAt).ThenBy(run => run.Run.Id))
        {
            if (run.Run.Commit is not { } commit)
                groups.Add(new Group { Runs = { run } });
            else if (byCommit.TryGetValue(commit.Sha, out var known))
                known.Runs.Add(run);
            else
                groups.Add(byCommit[commit.Sha] = new Group { Runs = { run } });
        }
        foreach (var (sha, group) in byCommit)
        {
            foreach (var parent in group.Runs.SelectMany(run => run.Run.Commit!.Parents).Distinct())
            {
                if (parent == sha || !byCommit.TryGetValue(parent, out var above))
                    continue;
                above.Children.Add(group);
                group.MissingParents++;
            }
        }
        return groups;
    }

    /// <summary>The runs of one commit, or one run without a commit.</summary>
    private sealed class Group
    {
        public List<RunSummary> Runs { get; } = [];

        public List<Group> Children { get; } = [];

        public int MissingParents { get; set; }

        public (DateTimeOffset, DateTimeOffset, Guid) Priority
        {
            get
            {
                var first = Runs[0].Run;
                return (first.Commit?.CommittedAt ?? first.RecordedAt, first.RecordedAt, first.Id);
            }
        }
    }
}
