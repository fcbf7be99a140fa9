using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Runs in the order of the history: after every recorded ancestor of their commit, and by time where ancestry says nothing.</summary>
internal sealed class RunHistory
{
    private const int NoRun = -1;
    private const int Unknown = -2;

    private readonly Dictionary<string, List<int>> _byCommit = new(StringComparer.Ordinal);

    /// <summary>The position of the nearest run before a commit, once it was looked for: with results, and of metrics only.</summary>
    private readonly (Dictionary<string, int> WithResults, Dictionary<string, int> Others) _nearest =
        (new(StringComparer.Ordinal), new(StringComparer.Ordinal));

    /// <param name="git">What git knows of the commits here; null: nobody asked, and the recorded parents serve.</param>
    public RunHistory(IEnumerable<RunSummary> runs, FirstParents? git = null)
    {
        var sorted = RunOrder.Sort(runs);
        Runs = sorted;
        Ancestry = new Ancestry(sorted, git);
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
        if (SameCommit(position, commit.Sha, hasResults) is { } again)
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

    private int Last(List<int> positions, bool hasResults)
    {
        for (var i = positions.Count - 1; i >= 0; i--)
        {
            if (HasResults(Runs[positions[i]]) == hasResults)
                return positions[i];
        }
        return NoRun;
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

    private RunSummary? SameCommit(int position, string sha, bool hasResults)
    {
        var positions = _byCommit[sha];
        for (var i = positions.IndexOf(position) - 1; i >= 0; i--)
        {
            var other = Runs[positions[i]];
            if (other.Run.Branch == Runs[position].Run.Branch && HasResults(other) == hasResults)
                return other;
        }
        return null;
    }

    /// <returns>The position of the nearest run before the commit; <see cref="NoRun"/>, or <see cref="Unknown"/> where the way ends before the first commit of all.</returns>
    private int FindAncestor(string commit, bool hasResults)
    {
        var nearest = hasResults ? _nearest.WithResults : _nearest.Others;
        var passed = new List<string>();
        int found;
        // Each commit is passed once, by whichever run comes by first; one of a forged history that goes round in circles leads nowhere.
        while (!nearest.TryGetValue(commit, out found))
        {
            nearest[commit] = found = Unknown;
            passed.Add(commit);
            if (!Ancestry.TryGetParent(commit, out var parent))
                break;
            found = parent is not null && _byCommit.TryGetValue(parent, out var positions) ? Last(positions, hasResults) : NoRun;
            if (parent is null || found >= 0)
                break;
            commit = parent;
        }
        foreach (var one in passed)
            nearest[one] = found;
        return found;
    }

    /// <summary>Of the commit's own parents, such as the branch that was merged where nothing was recorded on the line itself.</summary>
    private RunSummary? NewestParent(Commit commit, bool hasResults)
    {
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
