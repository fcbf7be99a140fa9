using CoverageHistory.Storage;

namespace CoverageHistory.Comparison;

/// <summary>Which runs of an ordered history are of a commit. Most commits have one, so there is no list of each.</summary>
internal sealed class CommitIndex
{
    private readonly Dictionary<string, int> _last;

    /// <summary>The run of the same commit before the one at a position; -1 for the first.</summary>
    private readonly int[] _previous;

    public CommitIndex(List<RunSummary> runs)
    {
        _last = new Dictionary<string, int>(runs.Count, StringComparer.Ordinal);
        _previous = new int[runs.Count];
        for (var position = 0; position < runs.Count; position++)
        {
            if (runs[position].Run.Commit is not { } commit)
                continue;
            _previous[position] = LastOf(commit.Sha);
            _last[commit.Sha] = position;
        }
    }

    /// <summary>The position of the commit's last run; -1 where it has none.</summary>
    public int LastOf(string commit) => _last.TryGetValue(commit, out var position) ? position : -1;

    /// <summary>The position of the run before, of the same commit; -1 where there is none.</summary>
    public int Before(int position) => _previous[position];
}
