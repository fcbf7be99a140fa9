using CoverageHistory.Model;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage.Sqlite;

/// <summary>
/// Alike sessions one after the other, and for each file and content the stretches of equal maps. Neighbours are compared by ids alone,
/// so what does not change costs a comparison of numbers, and nothing is decoded.
/// </summary>
internal sealed class SessionSeries
{
    private readonly Dictionary<Key, List<Stretch>> _stretches = [];
    private ManifestEntry[] _last = [];
    private int[] _since = [];
    private int _count;
    private readonly List<int> _runs = [];

    /// <summary>Of each file and content, its stretches; those of one stretch only are no help to anybody.</summary>
    public IEnumerable<KeyValuePair<Key, List<Stretch>>> Stretches => _stretches;

    /// <param name="run">Position of the session's run, ascending from call to call.</param>
    public void Add(int run, ManifestEntry[] entries)
    {
        var since = new int[entries.Length];
        int l = 0, e = 0;
        while (l < _last.Length || e < entries.Length)
        {
            var order = l == _last.Length ? 1 : e == entries.Length ? -1 : _last[l].CompareTo(entries[e]);
            if (order == 0 && _last[l] == entries[e])
                since[e++] = _since[l++];
            else
            {
                if (order <= 0)
                    Close(l++);
                if (order >= 0)
                    since[e++] = _count;
            }
        }
        (_last, _since) = (entries, since);
        _runs.Add(run);
        _count++;
    }

    public void End()
    {
        for (var i = 0; i < _last.Length; i++)
            Close(i);
        (_last, _since) = ([], []);
    }

    private void Close(int at)
    {
        var entry = _last[at];
        if (!entry.Content.IsKnown)
            return;
        var key = new Key(entry.Module, entry.File, entry.Content);
        if (!_stretches.TryGetValue(key, out var stretches))
            _stretches.Add(key, stretches = []);
        stretches.Add(new Stretch(entry.Structure, entry.State, _runs[_since[at]], _runs[_count - 1], _count - _since[at]));
    }

    public readonly record struct Key(long Module, long File, ContentId Content);

    /// <param name="First">Position of the first run.</param>
    /// <param name="Last">Position of the last run.</param>
    /// <param name="Runs">How many sessions.</param>
    public readonly record struct Stretch(long Structure, long State, int First, int Last, int Runs);
}
