using System.Globalization;
using CoverageHistory.Configuration;
using CoverageHistory.Hashing;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>
/// Carries sessions over that a run lacks: those of the run before with the configured names that passed, for a limited number of runs,
/// and without the files that have changed since. When the session comes after all, the store lets it take the carried one's place.
/// </summary>
internal sealed class CarryForward(IHistoryStore store, Settings settings, SourceContents contents, BaselineSearch search)
{
    private readonly PathGlob[] _names = [.. settings.CarryForward.Select(pattern => new PathGlob(pattern))];

    /// <param name="sessions">Those the run is given now.</param>
    public IReadOnlyList<Session> For(Run run, IReadOnlyList<Session> sessions, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (_names.Length == 0)
            return [];
        var runs = store.ListRuns(RunQuery.All, cancellation);
        // A run with this key is this run; without one it stands where it will.
        var known = runs.FirstOrDefault(one => one.Run.Key == run.Key);
        var all = known is null ? [.. runs, new RunSummary(run, "", 0, null, null)] : runs;
        if (search.Find(all, known?.Run.Id ?? run.Id, cancellation).Run is not { } before)
            return [];
        var there = sessions.Select(session => session.Identity).ToHashSet(StringComparer.Ordinal);
        if (known is not null)
            there.UnionWith(store.ListSessions(known.Run.Id, cancellation).Select(summary => summary.Session).Where(session => session.Carried is null).Select(session => session.Identity));
        var carried = new List<Session>();
        foreach (var session in store.ListSessions(before.Run.Id, cancellation).Select(summary => summary.Session))
        {
            if (session.Format is null || session.Benchmarks is not null || there.Contains(session.Identity) || !Array.Exists(_names, glob => glob.IsMatch(session.Name)))
                continue;
            if (Refusal(session) is { } why)
                diagnostics.Add(new(DiagnosticCode.SessionMissing, DiagnosticSeverity.Warning, $"{session.Name} is missing from this run, and is not carried over: {why}."));
            else if (Carry(session, before.Run.Id, diagnostics, cancellation) is { } one)
                carried.Add(one);
        }
        return carried;
    }

    private string? Refusal(Session session) => session switch
    {
        { Status: not RunStatus.Passed } => "its tests did not pass in the run before",
        { Doubts.Count: > 0 } => $"it is doubtful itself ({string.Join(", ", session.Doubts)})",
        { Carried.Runs: var runs } when runs >= settings.CarryForwardRuns => string.Create(CultureInfo.InvariantCulture,
            $"it has been carried over {runs} times in a row, as often as carryForwardRuns allows"),
        _ => null,
    };

    private Session? Carry(Session session, Guid before, List<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var files = store.LoadSessionCoverage(before, session.ContentHash, cancellation);
        if (files.Count == 0)
            return null;
        var unchanged = files.Where(file => !contents.HasChanged(file)).ToArray();
        var from = new CarriedFrom(session.Carried?.Run ?? before, (session.Carried?.Runs ?? 0) + 1);
        var changed = files.Count == unchanged.Length ? "" : $", without {files.Count - unchanged.Length} of {files.Count} files, which have changed since or are gone";
        diagnostics.Add(new(DiagnosticCode.SessionCarried, DiagnosticSeverity.Info, $"{session.Name} is missing from this run and is carried over from run {from.Run}{changed}."));
        return session with
        {
            // Another than the measured one's, which may come yet.
            ContentHash = Sha256.HexOf($"carried\n{from.Run}\n{from.Runs}\n{session.ContentHash}"),
            Carried = from,
            Coverage = unchanged,
        };
    }
}
