using System.Globalization;
using System.Text;

namespace CoverageHistory.Storage.Sync;

/// <summary>
/// Units of the set that are not among the runs here and still need not be read again: earlier forms of runs, and runs that were given up.
/// Each stands there with what has to be true for that, so that a store that was replaced or restored reads them again.
/// </summary>
internal sealed class SeenUnits
{
    private readonly string _path;
    private readonly Dictionary<string, string> _because = new(StringComparer.Ordinal);

    private SeenUnits(string path) => _path = path;

    /// <summary>A file that is not there, or not ours, says nothing.</summary>
    public static SeenUnits Load(string path)
    {
        var seen = new SeenUnits(path);
        if (!File.Exists(path))
            return seen;
        foreach (var line in File.ReadLines(path, Encoding.UTF8))
        {
            if (line.Split(' ', 2) is [var hash, var because])
                seen._because[hash] = because;
        }
        return seen;
    }

    public bool Contains(string hash, IReadOnlySet<string> localHashes, GivenUpRuns givenUp)
    {
        if (!_because.TryGetValue(hash, out var because))
            return false;
        if (localHashes.Contains(because))
            return true;
        return because.Split(' ') is [var id, var time] && Guid.TryParseExact(id, "D", out var run)
            && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var recordedAt)
            && (givenUp.Runs.Contains(run) || recordedAt < givenUp.RunsBefore?.ToUnixTimeMilliseconds());
    }

    public void Add(IEnumerable<UnitOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.Refusal is null && outcome.LocalHash != outcome.Hash))
        {
            _because[outcome.Hash] = outcome.LocalHash
                ?? string.Create(CultureInfo.InvariantCulture, $"{outcome.RunId:D} {outcome.RecordedAt.ToUnixTimeMilliseconds()}");
        }
    }

    /// <summary>What was sent earlier of runs that have more sessions now.</summary>
    public void AddExtended(IReadOnlyList<LocalRun> before, IReadOnlyList<LocalRun> after)
    {
        var hashes = after.ToDictionary(run => run.Row, run => run.Hash);
        foreach (var run in before)
        {
            if (hashes.TryGetValue(run.Row, out var hash) && hash != run.Hash)
                _because[run.Hash] = hash;
        }
    }

    /// <summary>Losing it only costs time, so it is not flushed.</summary>
    public void Save(SetTree tree)
    {
        var lines = _because.Where(seen => tree.Units.ContainsKey(seen.Key)).Select(seen => $"{seen.Key} {seen.Value}").Order(StringComparer.Ordinal);
        var temporary = _path + ".new";
        File.WriteAllLines(temporary, lines);
        File.Move(temporary, _path, overwrite: true);
    }
}
