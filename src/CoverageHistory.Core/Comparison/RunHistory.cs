using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Runs in the order of the history: after every recorded ancestor of their commit, and by time where ancestry says nothing.</summary>
internal sealed class RunHistory
{
    private const int NoRun = -1;
    private const int Unknown = -2;

    private readonly CommitIndex _commits;

    /// <summary>The position of the nearest run before a commit, once it was looked for: with results, and of metrics only.</summary>
    private readonly Dictionary<string, int> _nearestWithResults;
    private readonly Dictionary<string, int> _nearestOther = new(StringComparer.Ordinal);

    /// <param name="git">What git knows of the commits here; null: nobody asked, and the recorded parents serve.</param>
    public RunHistory(IEnumerable<RunSummary> runs, FirstParents? git = null)
    {
        var sorted = RunOrder.Sort(runs as IReadOnlyCollection<RunSummary> ?? [.. runs]);
        Runs = sorted;
        _nearestWithResults = new Dictionary<string, int>(sorted.Count, StringComparer.Ordinal);
        _commits = new CommitIndex(sorted);
        Ancestry = new Ancestry(sorted, _commits, git);
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<RunSummary> Runs { get; }

    internal Ancestry Ancestry { get; }

    /// <summary>
    /// The run to compare with: the previous one of the same commit and branch, else that of the nearest commit before by first parents,
    /// else, where nothing was recorded on that line, of another parent, else the previous one on the branch that the pull request goes
    /// into. A run without a commit follows the previous one on its branch, and so does one of which nobody knows anything
    /// but its commit's name. Where the way to an earlier run is not known, the baseline is unknown. A run that holds values of metrics
    /// only is compared with such runs, one with coverage or tests with others that have them.
    /// </summary>
    public Baseline FindBaseline(int position)
    {
        var run = Runs[position].Run;
        var hasResults = HasResults(Runs[position]);
        if (run.Commit is not { } commit)
            return OrNone(LastOn(run.Branch, position, hasResults) ?? LastOnTarget(run, position, hasResults));
        if (SameCommit(position, hasResults) is { } again)
            return new Baseline(again, IsUnknown: false);
        var nearest = FindAncestor(commit.Sha, hasResults);
        if (nearest >= 0)
            return new Baseline(Runs[nearest], IsUnknown: false);
        if (nearest == NoRun)
            return OrNone(NewestParent(commit, hasResults) ?? LastOnTarget(run, position, hasResults));
        if (!Ancestry.HasGit && !Ancestry.TryGetParent(commit.Sha, out _))
            return OrNone(LastOn(run.Branch, position, hasResults) ?? LastOnTarget(run, position, hasResults));
        return Ancestry.IsShallow || ExistsOther(position, hasResults) ? Baseline.Unknown : Baseline.None;
    }

    /// <inheritdoc cref="FindBaseline(int)"/>
    /// <param name="id">Of a run of this history.</param>
    public Baseline FindBaseline(Guid id) => FindBaseline(PositionOf(id));

    /// <summary>The run to compare with; null where there is none or nobody knows, see <see cref="FindBaseline(int)"/>.</summary>
    public RunSummary? Before(int position) => FindBaseline(position).Run;

    /// <inheritdoc cref="Before(int)"/>
    /// <param name="id">Of a run of this history.</param>
    public RunSummary? Before(Guid id) => Before(PositionOf(id));

    /// <summary>The runs of a branch.</summary>
    public BranchLine LineOf(string? branch) => new(this, branch);

    /// <summary>The runs of a branch, or of what is checked out; null where nobody says what that is.</summary>
    internal BranchLine? FindLine(string? branch) => branch is null && Ancestry.Tip is null ? null : LineOf(branch);

    internal int PositionOf(Guid id)
    {
        for (var position = Runs.Count - 1; position >= 0; position--)
        {
            if (Runs[position].Run.Id == id)
                return position;
        }
        throw new ArgumentException($"run {id} is not part of this history", nameof(id));
    }

    private static Baseline OrNone(RunSummary? run) => run is null ? Baseline.None : new Baseline(run, IsUnknown: false);

    /// <summary>A run without sessions is one that is being recorded.</summary>
    private static bool HasResults(RunSummary run) => run.Coverage is not null || run.Tests is not null || run.Sessions == 0;

    /// <summary>The commit's last run; -1 where it has none.</summary>
    private int Last(string commit, bool hasResults) => LastFrom(_commits.LastOf(commit), hasResults);

    private int LastFrom(int position, bool hasResults)
    {
        while (position >= 0 && HasResults(Runs[position]) != hasResults)
            position = _commits.Before(position);
        return position;
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

    private RunSummary? LastOnTarget(Run run, int before, bool hasResults) =>
        run.Ci?.BaseBranch is { } target ? LastOn(target, before, hasResults) : null;

    private RunSummary? SameCommit(int position, bool hasResults)
    {
        for (var other = LastFrom(_commits.Before(position), hasResults); other >= 0; other = LastFrom(_commits.Before(other), hasResults))
        {
            if (Runs[other].Run.Branch == Runs[position].Run.Branch)
                return Runs[other];
        }
        return null;
    }

    /// <returns>The position of the nearest run before the commit; <see cref="NoRun"/>, or <see cref="Unknown"/> where the way ends before the first commit of all.</returns>
    private int FindAncestor(string commit, bool hasResults)
    {
        var nearest = hasResults ? _nearestWithResults : _nearestOther;
        var (start, last) = (commit, "");
        int found;
        // Each commit is passed once, by whichever run comes by first; one of a forged history that goes round in circles leads nowhere.
        while (!nearest.TryGetValue(commit, out found))
        {
            nearest[commit] = found = Unknown;
            last = commit;
            if (!Ancestry.TryGetParent(commit, out var parent))
                break;
            found = parent is not null ? Last(parent, hasResults) : NoRun;
            if (parent is null || found >= 0)
                break;
            commit = parent;
        }
        if (found != Unknown && last.Length > 0)
        {
            nearest[last] = found;
            for (var passed = start; passed != last && Ancestry.TryGetParent(passed, out var next); passed = next!)
                nearest[passed] = found;
        }
        return found;
    }

    /// <summary>Of the commit's own parents, such as the branch that was merged where nothing was recorded on the line itself.</summary>
    private RunSummary? NewestParent(Commit commit, bool hasResults)
    {
        var newest = -1;
        for (var position = _commits.LastOf(commit.Sha); position >= 0; position = _commits.Before(position))
        {
            foreach (var parent in Runs[position].Run.Commit!.Parents)
            {
                if (parent != commit.Sha)
                    newest = Math.Max(newest, Last(parent, hasResults));
            }
        }
        return newest < 0 ? null : Runs[newest];
    }

    private bool ExistsOther(int position, bool hasResults)
    {
        for (var i = 0; i < Runs.Count; i++)
        {
            if (i != position && HasResults(Runs[i]) == hasResults)
                return true;
        }
        return false;
    }
}
