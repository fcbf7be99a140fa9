using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Sorts runs by commit ancestry, then time.</summary>
internal static class RunOrder
{
    /// <summary>
    /// A stable topological order over the recorded commits' parents. Among commits that may come next the earliest one does; a run
    /// without a commit stands where its time puts it. Commit times alone would not do: clocks differ and rebases rewrite them.
    /// </summary>
    public static List<RunSummary> Sort(IEnumerable<RunSummary> runs)
    {
        var groups = GroupByCommit(runs);
        var ready = new SortedSet<Group>();
        foreach (var group in groups)
        {
            if (group.MissingParents == 0)
                ready.Add(group);
        }
        var sorted = new List<RunSummary>();
        while (ready.Min is { } group)
        {
            ready.Remove(group);
            sorted.AddRange(group.Runs);
            foreach (var child in group.Children)
            {
                if (--child.MissingParents == 0)
                    ready.Add(child);
            }
        }
        // Only a forged history has commits that are their own ancestors; they are shown by time rather than lost.
        groups.RemoveAll(group => group.MissingParents == 0);
        groups.Sort();
        foreach (var group in groups)
            sorted.AddRange(group.Runs);
        return sorted;
    }

    private static List<Group> GroupByCommit(IEnumerable<RunSummary> runs)
    {
        var byTime = new List<RunSummary>(runs);
        byTime.Sort((left, right) => CompareRuns(left, right));
        var groups = new List<Group>();
        var byCommit = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var run in byTime)
        {
            if (run.Run.Commit is not { } commit)
                groups.Add(new Group(run));
            else if (byCommit.TryGetValue(commit.Sha, out var known))
                known.Runs.Add(run);
            else
                groups.Add(byCommit[commit.Sha] = new Group(run));
        }
        foreach (var group in byCommit.Values)
            Link(group, byCommit);
        return groups;
    }

    private static void Link(Group group, Dictionary<string, Group> byCommit)
    {
        foreach (var parent in group.Runs.SelectMany(run => run.Run.Commit!.Parents).Distinct())
        {
            if (!byCommit.TryGetValue(parent, out var above) || above == group)
                continue;
            above.Children.Add(group);
            group.MissingParents++;
        }
    }

    private static int CompareRuns(RunSummary left, RunSummary right)
    {
        var byTime = left.Run.RecordedAt.CompareTo(right.Run.RecordedAt);
        return byTime != 0 ? byTime : left.Run.Id.CompareTo(right.Run.Id);
    }

    /// <summary>The runs of one commit, or one run without a commit; ordered by time.</summary>
    /// <remarks>A class, in collections of classes: the framework has those compiled, and a short process feels the difference.</remarks>
    private sealed class Group(RunSummary first) : IComparable<Group>
    {
        private readonly DateTimeOffset _time = first.Run.Commit?.CommittedAt ?? first.Run.RecordedAt;

        public List<RunSummary> Runs { get; } = [first];

        public List<Group> Children { get; } = [];

        /// <summary>Recorded parents that do not stand in the order yet.</summary>
        public int MissingParents { get; set; }

        public int CompareTo(Group? other)
        {
            var byTime = _time.CompareTo(other!._time);
            return byTime != 0 ? byTime : CompareRuns(Runs[0], other.Runs[0]);
        }
    }
}
