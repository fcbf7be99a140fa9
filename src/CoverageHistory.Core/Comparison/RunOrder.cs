using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Sorts runs by commit ancestry, then time.</summary>
internal static class RunOrder
{
    /// <summary>
    /// A stable topological order over the recorded commits' parents. Among commits that may come next the earliest one does; a run
    /// without a commit stands where its time puts it. Commit times alone would not do: clocks differ and rebases rewrite them.
    /// </summary>
    public static List<RunSummary> Sort(IReadOnlyCollection<RunSummary> runs)
    {
        var byCommit = new Dictionary<string, Group>(runs.Count, StringComparer.Ordinal);
        var groups = GroupByCommit(runs, byCommit);
        SortUnlessSorted(groups);
        // Mostly time has it right: where no commit comes before a parent, the earliest one left is always one that may come next.
        if (!IsInOrder(groups, byCommit))
            groups = SortByAncestry(groups, byCommit);
        var sorted = new List<RunSummary>(runs.Count);
        foreach (var group in groups)
            group.AddTo(sorted);
        return sorted;
    }

    private static List<Group> GroupByCommit(IReadOnlyCollection<RunSummary> runs, Dictionary<string, Group> byCommit)
    {
        var byTime = new List<RunSummary>(runs);
        for (var i = 1; i < byTime.Count; i++)
        {
            if (CompareRuns(byTime[i - 1], byTime[i]) <= 0)
                continue;
            byTime.Sort((left, right) => CompareRuns(left, right));
            break;
        }
        var groups = new List<Group>(byTime.Count);
        foreach (var run in byTime)
        {
            if (run.Run.Commit is { } commit)
            {
                if (byCommit.TryGetValue(commit.Sha, out var known))
                {
                    known.Add(run);
                    continue;
                }
                byCommit[commit.Sha] = known = new Group(run);
                groups.Add(known);
            }
            else
                groups.Add(new Group(run));
        }
        return groups;
    }

    private static void SortUnlessSorted(List<Group> groups)
    {
        for (var i = 1; i < groups.Count; i++)
        {
            if (groups[i - 1].CompareTo(groups[i]) <= 0)
                continue;
            groups.Sort();
            return;
        }
    }

    private static bool IsInOrder(List<Group> groups, Dictionary<string, Group> byCommit)
    {
        for (var i = 0; i < groups.Count; i++)
            groups[i].Position = i;
        foreach (var group in groups)
        {
            for (var i = 0; i < group.Count; i++)
            {
                if (group[i].Run.Commit is not { } commit)
                    continue;
                for (var parent = 0; parent < commit.Parents.Count; parent++)
                {
                    if (byCommit.TryGetValue(commit.Parents[parent], out var above) && above.Position > group.Position)
                        return false;
                }
            }
        }
        return true;
    }

    private static List<Group> SortByAncestry(List<Group> groups, Dictionary<string, Group> byCommit)
    {
        foreach (var group in byCommit.Values)
            Link(group, byCommit);
        var ready = new SortedSet<Group>();
        foreach (var group in groups)
        {
            if (group.MissingParents == 0)
                ready.Add(group);
        }
        var sorted = new List<Group>(groups.Count);
        while (ready.Min is { } group)
        {
            ready.Remove(group);
            sorted.Add(group);
            foreach (var child in group.Children)
            {
                if (--child.MissingParents == 0)
                    ready.Add(child);
            }
        }
        // Only a forged history has commits that are their own ancestors; they are shown by time rather than lost.
        sorted.AddRange(groups.Where(group => group.MissingParents > 0));
        return sorted;
    }

    private static void Link(Group group, Dictionary<string, Group> byCommit)
    {
        foreach (var parent in Enumerable.Range(0, group.Count).SelectMany(i => group[i].Run.Commit!.Parents).Distinct())
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

        /// <summary>Most commits have one run, and no need of lists.</summary>
        private List<RunSummary>? _more;
        private List<Group>? _children;

        public int Count => 1 + (_more?.Count ?? 0);

        public List<Group> Children => _children ??= [];

        /// <summary>Recorded parents that do not stand in the order yet.</summary>
        public int MissingParents { get; set; }

        /// <summary>By time.</summary>
        public int Position { get; set; }

        public RunSummary this[int index] => index == 0 ? first : _more![index - 1];

        public void Add(RunSummary run) => (_more ??= []).Add(run);

        public void AddTo(List<RunSummary> runs)
        {
            runs.Add(first);
            if (_more is not null)
                runs.AddRange(_more);
        }

        public int CompareTo(Group? other)
        {
            var byTime = _time.CompareTo(other!._time);
            return byTime != 0 ? byTime : CompareRuns(first, other[0]);
        }
    }
}
