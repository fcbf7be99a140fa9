using System.Security.Cryptography;
using CoverageHistory.Model;

namespace CoverageHistory.Storage.Sync;

/// <summary>One exchange, from asking the remote to reading back what was sent.</summary>
internal sealed class ExchangeInProgress(
    SetRepository repository, IUnitStore store, string seenPath, SyncOptions options, DateTimeOffset now, SyncDeadline deadline)
{
    private const int MostBackoffMilliseconds = 2_000;

    /// <summary>So many pushes to a ref that stays locked and unchanged take some seconds; nobody changes a ref for that long.</summary>
    private const int MostLockedPushes = 8;

    private readonly RemoteSet _remote = new(repository, options.Remote);
    private readonly SetReader _reader = new(repository);
    private readonly SetWriter _writer = new(repository, now);
    private readonly SeenUnits _seen = SeenUnits.Load(seenPath);
    private readonly List<Diagnostic> _diagnostics = [];

    private readonly HashSet<string> _tooLarge = new(StringComparer.Ordinal);

    private TakenRuns? _taken;
    private int? _pushed;
    private int _newUnits;

    public SyncOutcome Run(SyncSteps steps)
    {
        var isCompaction = steps.HasFlag(SyncSteps.Compact);
        var (lockedTip, locked) = ((string?)null, 0);
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
            var result = _remote.Push(commit, tip, isCompaction && tip is not null, _diagnostics);
            if (result == PushResult.Done)
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
            (lockedTip, locked) = (tip, result != PushResult.Locked ? 0 : tip == lockedTip ? locked + 1 : 1);
            if (locked == MostLockedPushes)
                throw repository.Problem.Locked(_remote.Place, locked, _remote.LastRefusal);
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
        return new SyncStatus(options.Remote, tip is null ? null : _remote.Place, runs.Count, set.Tree.Units.Count,
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
        if (missing.Length == 0 && set.GivenUp.IsWithin(givenUp) && !runs.Any(set.GivenUp.Deletes))
            return;

        var unsound = new List<string>();
        var outcomes = new List<UnitOutcome>(missing.Length);
        var extended = _taken.Extended;
        foreach (var batch in _reader.ReadInOrder(set.Tree, missing, options.MostBatchBytes, unsound).DefaultIfEmpty([]))
        {
            var (taken, became) = store.TakeIn(batch, set.GivenUp, deadline.Cancellation);
            _taken += taken;
            outcomes.AddRange(became);
        }
        _seen.Add(outcomes);
        if (_taken.Extended > extended)
            _seen.AddExtended(runs, store.ListLocal(deadline.Cancellation).Runs);
        _seen.Save(set.Tree);
        var refused = outcomes.Where(outcome => outcome.Refusal is not null).ToArray();
        if (refused.Length > 0 && isCompaction)
        {
            throw new SyncException(DiagnosticCode.CannotCompact, FormattableString.Invariant(
                $"{refused.Length} runs of the set cannot be read here, so it was not compacted; nothing was changed there. The first, {refused[0].Hash[..12]}: {refused[0].Refusal}. Update the tool: a newer one may have written them."));
        }
        (string Hash, string Why)[] left =
            [.. refused.Select(outcome => (outcome.Hash, outcome.Refusal!)), .. unsound.Select(hash => (hash, "it is not what its name says"))];
        if (left.Length > 0)
        {
            Warn(DiagnosticCode.UnreadableUnits, FormattableString.Invariant(
                $"{left.Length} runs of the set cannot be taken in and were left out. The first, {left[0].Hash[..12]}: {left[0].Why}"));
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
            store.WriteUnits(givenUp, known, unit => Send(writer, unit), deadline.Cancellation);
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
            store.WriteUnits(givenUp, new HashSet<string>(), unit =>
            {
                var isSent = Send(writer, unit);
                _newUnits += isSent && !set.Tree.Units.ContainsKey(unit.Hash) ? 1 : 0;
                return isSent;
            }, deadline.Cancellation);
        });
    }

    private bool Send(SetWriter writer, Unit unit)
    {
        if (unit.Text.Length <= options.MostUnitBytes)
        {
            writer.Unit(unit);
            return true;
        }
        // Several tries may come across it.
        if (_tooLarge.Add(unit.Hash))
        {
            Warn(DiagnosticCode.RunTooLarge, FormattableString.Invariant(
                $"The run {unit.Hash[..12]} takes {unit.Text.Length >> 20} MiB, and a set takes runs of up to {options.MostUnitBytes >> 20} MiB; it was not sent and stays here, the others were. Leave generated files out of it (the setting exclude), or drop its lines (db prune --detail)."));
        }
        return false;
    }

    private static void WriteGivenUp(SetWriter writer, GivenUpRuns givenUp)
    {
        if (givenUp.Runs.Count > 0)
            writer.File(SetTree.TombstonesPath, GivenUpText.Tombstones(givenUp));
        if (givenUp.RunsBefore is not null || givenUp.LinesBefore is not null)
            writer.File(SetTree.WatermarksPath, GivenUpText.Watermarks(givenUp));
    }

    private SyncOutcome Outcome(int inSet) => new(options.Remote, _remote.Place, inSet, _taken, _pushed) { Diagnostics = _diagnostics };

    private void Warn(string code, string message) => _diagnostics.Add(new Diagnostic(code, DiagnosticSeverity.Warning, message));

    private sealed record Set(SetTree Tree, GivenUpRuns GivenUp);
}
