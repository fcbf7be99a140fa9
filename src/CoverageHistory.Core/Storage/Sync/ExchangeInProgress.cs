using System.Security.Cryptography;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>One exchange, from asking the remote to reading back what was sent.</summary>
internal sealed class ExchangeInProgress(
    SetRepository repository, IUnitStore store, string seenPath, string remoteName, DateTimeOffset now, SyncDeadline deadline)
{
    private const int MostBackoffMilliseconds = 2_000;

    private readonly RemoteSet _remote = new(repository, remoteName);
    private readonly SetReader _reader = new(repository);
    private readonly SetWriter _writer = new(repository, now);
    private readonly SeenUnits _seen = SeenUnits.Load(seenPath);
    private readonly List<Diagnostic> _diagnostics = [];

    private TakenRuns? _taken;
    private int? _pushed;
    private int _newUnits;

    public SyncOutcome Run(SyncSteps steps)
    {
        var isCompaction = steps.HasFlag(SyncSteps.Compact);
        for (var attempt = 0; ; attempt++)
        {
            var tip = _remote.Fetch();
            var set = ReadSet(tip);
            if (steps.HasFlag(SyncSteps.Pull) && (attempt == 0 || isCompaction))
                TakeIn(set, isCompaction);
            if (!steps.HasFlag(SyncSteps.Push))
                return Outcome(set.Tree.Units.Count);

            var commit = isCompaction ? WriteAnew(set) : WriteMissing(tip, set);
            _pushed ??= 0;
            if (commit is null)
                return Outcome(set.Tree.Units.Count);
            if (_remote.Push(commit, tip, isCompaction && tip is not null, _diagnostics))
            {
                _pushed += isCompaction ? _newUnits : _writer.Units;
                // Another one may have pushed on top of it already; then the set is read again, and has it or not.
                if (_remote.IsAt(commit))
                {
                    return isCompaction
                        ? Outcome(_writer.Units) with { Dropped = set.Tree.Units.Count + set.Tree.Strange.Count + _newUnits - _writer.Units }
                        : Outcome(set.Tree.Units.Count + _writer.Units);
                }
            }
            if (deadline.IsPast)
                throw repository.Late();
            deadline.Wait(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(Math.Min(MostBackoffMilliseconds, 50 << Math.Min(attempt, 6))) + 1));
        }
    }

    public SyncStatus GetStatus()
    {
        var tip = _remote.Fetch();
        var set = ReadSet(tip);
        var (runs, local) = store.ListLocal(deadline.Cancellation);
        var givenUp = local.Unite(set.GivenUp);
        var hashes = runs.Select(run => run.Hash).ToHashSet(StringComparer.Ordinal);
        return new SyncStatus(remoteName, tip is null ? null : _remote.Place, runs.Count, set.Tree.Units.Count,
            runs.Count(run => !set.Tree.Units.ContainsKey(run.Hash) && !givenUp.Covers(run)),
            set.Tree.Units.Keys.Count(hash => !hashes.Contains(hash) && !_seen.Contains(hash, hashes, givenUp)),
            runs.Count(givenUp.Covers))
        {
            Diagnostics = _diagnostics,
        };
    }

    private Set ReadSet(string? tip)
    {
        var tree = _reader.ReadTree(tip, _remote.Place);
        var givenUp = _reader.ReadGivenUp(tree, now, out var strange);
        if (tree.Strange.Count + strange > 0 && _diagnostics.All(diagnostic => diagnostic.Code != DiagnosticCode.StrangeEntries))
        {
            Warn(DiagnosticCode.StrangeEntries, FormattableString.Invariant(
                $"{tree.Strange.Count + strange} entries of {_remote.Place} are no runs and were left out{(tree.Strange.Count > 0 ? $", such as '{tree.Strange[0]}'" : "")}; sync compact drops them."));
        }
        return new Set(tree, givenUp);
    }

    private void TakeIn(Set set, bool isCompaction)
    {
        var (runs, givenUp) = store.ListLocal(deadline.Cancellation);
        var hashes = runs.Select(run => run.Hash).ToHashSet(StringComparer.Ordinal);
        var united = givenUp.Unite(set.GivenUp);
        string[] missing = [.. set.Tree.Units.Keys.Where(hash => !hashes.Contains(hash) && !_seen.Contains(hash, hashes, united))];
        _taken ??= new TakenRuns(0, 0, 0, 0);
        if (missing.Length == 0 && set.GivenUp.IsWithin(givenUp))
            return;

        var units = new List<Unit>(missing.Length);
        var unsound = new List<UnitOutcome>();
        foreach (var unit in _reader.ReadUnits(set.Tree, missing).SelectMany(batch => batch))
        {
            if (unit.FitsHash)
                units.Add(unit);
            else
                unsound.Add(new UnitOutcome(unit.Hash, null, Guid.Empty, default, "it is not what its name says"));
        }
        var (taken, outcomes) = store.TakeIn(units, set.GivenUp, deadline.Cancellation);
        _taken = new TakenRuns(_taken.Added + taken.Added, _taken.Extended + taken.Extended, _taken.Known + taken.Known, _taken.GivenUp + taken.GivenUp);
        _seen.Add(outcomes);
        if (taken.Extended > 0)
            _seen.AddExtended(runs, store.ListLocal(deadline.Cancellation).Runs);
        _seen.Save(set.Tree);
        var refused = outcomes.Where(outcome => outcome.Refusal is not null).ToArray();
        if (refused.Length > 0 && isCompaction)
        {
            throw new SyncException(DiagnosticCode.CannotCompact, FormattableString.Invariant(
                $"{refused.Length} runs of the set cannot be read here, so it was not compacted; nothing was changed there. The first, {refused[0].Hash[..12]}: {refused[0].Refusal}. Update the tool: a newer one may have written them."));
        }
        UnitOutcome[] left = [.. refused, .. unsound];
        if (left.Length > 0)
        {
            Warn(DiagnosticCode.UnreadableUnits, FormattableString.Invariant(
                $"{left.Length} runs of the set cannot be taken in and were left out. The first, {left[0].Hash[..12]}: {left[0].Refusal}"));
        }
    }

    /// <summary>A commit on top of the remote's with what it lacks; null when it lacks nothing.</summary>
    private string? WriteMissing(string? tip, Set set)
    {
        var (_, local) = store.ListLocal(deadline.Cancellation);
        var givenUp = local.Unite(set.GivenUp);
        var known = set.Tree.Units.Keys.ToHashSet(StringComparer.Ordinal);
        return _writer.Write(tip, writer =>
        {
            if (!givenUp.IsWithin(set.GivenUp))
                WriteGivenUp(writer, givenUp);
            store.WriteUnits(givenUp, known, writer.Unit, deadline.Cancellation);
        });
    }

    /// <summary>A commit that begins anew. What was taken in is here, so what is here is all there is.</summary>
    private string? WriteAnew(Set set)
    {
        var (_, local) = store.ListLocal(deadline.Cancellation);
        var givenUp = local.Unite(set.GivenUp);
        _newUnits = 0;
        return _writer.Write(null, writer =>
        {
            if (givenUp != GivenUpRuns.None)
                WriteGivenUp(writer, givenUp);
            store.WriteUnits(givenUp, new HashSet<string>(), (hash, text) =>
            {
                writer.Unit(hash, text);
                _newUnits += set.Tree.Units.ContainsKey(hash) ? 0 : 1;
            }, deadline.Cancellation);
        });
    }

    private static void WriteGivenUp(SetWriter writer, GivenUpRuns givenUp)
    {
        if (givenUp.Runs.Count > 0)
            writer.File(SetTree.TombstonesPath, GivenUpText.Tombstones(givenUp));
        if (givenUp.RunsBefore is not null || givenUp.LinesBefore is not null)
            writer.File(SetTree.WatermarksPath, GivenUpText.Watermarks(givenUp));
    }

    private SyncOutcome Outcome(int inSet) => new(remoteName, _remote.Place, inSet, _taken, _pushed) { Diagnostics = _diagnostics };

    private void Warn(string code, string message) => _diagnostics.Add(new Diagnostic(code, DiagnosticSeverity.Warning, message));

    private sealed record Set(SetTree Tree, GivenUpRuns GivenUp);
}
