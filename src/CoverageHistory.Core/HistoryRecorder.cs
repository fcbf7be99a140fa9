using System.Collections;
using System.Globalization;
using System.Runtime.ExceptionServices;
using CoverageHistory.Comparison;
using CoverageHistory.Configuration;
using CoverageHistory.Environments;
using CoverageHistory.Formats;
using CoverageHistory.Git;
using CoverageHistory.Hashing;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory;

/// <summary>The write path: reads reports, adds commit, branch, CI facts and environment, and stores one run.</summary>
/// <param name="clock">Dates runs; null: the system's.</param>
/// <param name="variables">The environment; null: this process's.</param>
public sealed class HistoryRecorder(TimeProvider? clock = null, IReadOnlyDictionary<string, string>? variables = null)
{
    /// <summary>What the keys begin with of runs that nobody named.</summary>
    private const string OfContent = "content:";

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly IReadOnlyDictionary<string, string> _variables = variables ?? ProcessVariables();

    /// <summary>Records all sessions of the request, or nothing.</summary>
    /// <exception cref="ReportFormatException">A file is not a sound report.</exception>
    /// <exception cref="StoreException">The store refused.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="TimeoutException">The request's deadline passed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public RecordOutcome Record(RecordRequest request, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(request.Timeout);
        var started = _clock.GetTimestamp();
        return RecordWithin(request, started, deadline.Token, cancellation);
    }

    /// <param name="cancellation">Of the deadline, and of the caller.</param>
    /// <param name="caller">Of the caller alone.</param>
    private RecordOutcome RecordWithin(RecordRequest request, long started, CancellationToken cancellation, CancellationToken caller)
    {
        // git answers while the reports are read; on a thread of its own, because the pool has to be free for the deadline's timer.
        var timer = new OperationTimer("record", _clock);
        var surroundings = Task.Factory.StartNew(() => Surroundings.Find(request, _variables, cancellation),
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var outcome = Record(request, started, ReadInputs(request, cancellation), surroundings.GetAwaiter().GetResult(), cancellation);
            Log(timer.Done());
            return outcome;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            var late = new TimeoutException(string.Create(CultureInfo.InvariantCulture,
                $"recording took longer than {request.Timeout.TotalSeconds:0.#} s; nothing was stored"));
            Log(timer.Failed(late));
            throw late;
        }
        catch (Exception exception)
        {
            Log(timer.Failed(exception));
            throw;
        }

        void Log(Operation operation)
        {
            // Where the surroundings cannot be found out, nobody knows where the history is.
            if (Task.WaitAny([surroundings], LongestLook) == 0 && surroundings.IsCompletedSuccessfully)
                surroundings.Result.OpenStore(request).Log(operation);
        }
    }

    private RecordOutcome Record(RecordRequest request, long started, List<ReadSession> inputs, Surroundings found, CancellationToken cancellation)
    {
        var diagnostics = new List<Diagnostic>(found.Diagnostics);
        var mapper = new SourcePathMapper(found.Facts.Root, found.TrackedFiles?.Paths, found.Settings.Files);
        var store = found.OpenStore(request);
        if (request.BenchmarkResults.Count > 0)
            inputs.AddRange(new NewBenchmarkResults(found.Facts, store).Read(request.BenchmarkResults, diagnostics, cancellation));
        var doubts = new SessionDoubts(request, found.Facts);
        var contents = new SourceContents(found.Facts, found.TrackedFiles);
        var environment = EnvironmentProbe.Read();
        var explanations = request.Explain ? new List<TotalsExplanation>() : null;
        var sessions = inputs.Select(input => input.ToSession(mapper, doubts, environment, diagnostics, explanations, cancellation)).ToList();
        sessions = SessionDoubts.WithoutCover(contents.Identify(sessions, cancellation), diagnostics);
        var run = MakeRun(request, found.Facts, sessions);

        // The timer behind the token needs a thread of the pool, which a busy build may not have.
        if (_clock.GetElapsedTime(started) >= request.Timeout)
            throw new OperationCanceledException();
        cancellation.ThrowIfCancellationRequested();
        run = JoinTests(request, run, sessions, store, cancellation);
        var search = new BaselineSearch(found.Facts.Repository);
        var carried = new CarryForward(store, found.Settings, contents, search).For(run, sessions, diagnostics, cancellation);
        var stored = store.Record(run, [.. sessions, .. carried], cancellation);
        diagnostics.AddRange(stored.Diagnostics);
        if (stored.SpoolPath is { } spool)
        {
            diagnostics.Add(new(DiagnosticCode.Spooled, DiagnosticSeverity.Warning,
                $"{store.Location} is locked by another process; the run waits in {spool} and the next recording takes it in"));
        }
        // What is stored is stored: from here on no deadline may say otherwise.
        if (stored.Summary is { } tested)
            stored = stored with { Summary = TakeInBenchmarks(tested, store) };
        var baseline = stored.Summary is { } summary
            ? search.Find(store.ListRuns(RunQuery.All, CancellationToken.None), summary.Run.Id, CancellationToken.None)
            : Baseline.None;
        if (baseline.IsUnknown)
            diagnostics.Add(new(DiagnosticCode.UnknownBaseline, DiagnosticSeverity.Info, "the commits before this one are not all known here (a shallow clone?), so there is nothing to compare with; fetch them"));
        return new RecordOutcome(stored.Summary?.Run ?? run, stored, sessions, baseline.Run, diagnostics)
        {
            IsPreviousUnknown = baseline.IsUnknown,
            Benchmarks = BenchmarksOf(stored.Summary, store),
            PreviousBenchmarks = BenchmarksOf(baseline.Run, store),
            Explanations = explanations ?? [],
            Carried = carried,
        };
    }

    private static RunBenchmarks BenchmarksOf(RunSummary? run, SqliteHistoryStore store) =>
        run is null ? default : RunBenchmarks.Of(store.ListSessions(run.Run.Id, CancellationToken.None));

    private static List<ReadSession> ReadInputs(RecordRequest request, CancellationToken cancellation)
    {
        var inputs = new List<ReadSession>();
        Exception? trouble = null;
        foreach (var session in request.Sessions)
        {
            try
            {
                inputs.Add(ReadSession.From(session, cancellation));
            }
            catch (Exception e) when (request.Unreadable is not null && e is ReportFormatException or IOException or UnauthorizedAccessException)
            {
                request.Unreadable(session, e);
                trouble ??= e;
            }
        }
        // With nothing left there is nothing to store.
        if (inputs.Count == 0 && trouble is not null)
            ExceptionDispatchInfo.Throw(trouble);
        return inputs;
    }

    private Run MakeRun(RecordRequest request, RunFacts facts, List<Session> sessions)
    {
        var at = request.At ?? _clock.GetUtcNow();
        return new Run
        {
            Id = Guid.CreateVersion7(at),
            Key = request.RunKey ?? ContentKey(request, facts, sessions),
            RecordedAt = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
            Status = sessions.Max(session => session.Status),
            Commit = facts.Commit,
            Branch = facts.Branch,
            IsDirty = facts.IsDirty,
            Remote = facts.Remote,
            Ci = facts.Ci,
            Tags = [.. request.Tags.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Benchmarks that nobody joined to a run stand on the trend where the tests of their commit do.</summary>
    private static Run JoinTests(RecordRequest request, Run run, List<Session> sessions, SqliteHistoryStore store, CancellationToken cancellation)
    {
        if (request.RunKey is not null || run.Commit is not { } commit || !sessions.TrueForAll(IsOfBenchmarks))
            return run;
        var tested = store.ListRuns(new RunQuery { Branch = run.Branch, Commit = commit.Sha }, cancellation)
            .LastOrDefault(other => other.Run.IsDirty == run.IsDirty && IsTested(other));
        return tested is null ? run : run with { Key = tested.Run.Key };
    }

    /// <summary>The other way round: benchmarks that were recorded by themselves before the tests of their commit come to stand with them.</summary>
    private static RunSummary TakeInBenchmarks(RunSummary tested, SqliteHistoryStore store)
    {
        if (tested.Run.Commit is not { } commit || !IsTested(tested))
            return tested;
        try
        {
            foreach (var other in store.ListRuns(new RunQuery { Branch = tested.Run.Branch, Commit = commit.Sha }, CancellationToken.None))
            {
                // A run that somebody named, or put a label on, stays what it is.
                if (IsTested(other) || other.Run.IsDirty != tested.Run.IsDirty || other.Run.Tags.Count > 0 || !other.Run.Key.StartsWith(OfContent, StringComparison.Ordinal))
                    continue;
                var sessions = store.LoadRecord(other.Run.Id, CancellationToken.None)?.Sessions.Select(session => session.Session).ToList() ?? [];
                if (sessions.Count == 0 || !sessions.TrueForAll(IsOfBenchmarks) || store.Record(tested.Run, sessions, CancellationToken.None).Summary is not { } joined)
                    continue;
                store.DeleteRun(other.Run.Id, CancellationToken.None);
                tested = joined;
            }
        }
        catch (StoreException)
        {
            // They stay where they are; the next recording of this commit tries again.
        }
        return tested;
    }

    private static bool IsTested(RunSummary run) => run.Coverage is not null || run.Tests is not null;

    private static bool IsOfBenchmarks(Session session) => session is { Benchmarks: not null, Coverage: null, Tests: null };

    /// <summary>The same files for the same commit and time are the same run, however often they are recorded.</summary>
    private static string ContentKey(RecordRequest request, RunFacts facts, List<Session> sessions)
    {
        var at = request.At?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var content = string.Join('\n', sessions.Select(session => session.ContentHash).Order(StringComparer.Ordinal));
        return OfContent + Sha256.HexOf($"{facts.Commit?.Sha}\n{at}\n{content}");
    }

    // Loops where LINQ over value types would do: its code is compiled anew in every process, and this one is short.
    internal static Dictionary<string, string> ProcessVariables()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return variables;
    }

    /// <summary>Everything about the run that is not in its reports.</summary>
    private sealed record Surroundings(RunFacts Facts, FileContents? TrackedFiles, Settings Settings)
    {
        public IEnumerable<Diagnostic> Diagnostics => Facts.Diagnostics.Concat(Settings.Diagnostics);

        public static Surroundings Find(
            RecordRequest request, IReadOnlyDictionary<string, string> variables, CancellationToken cancellation)
        {
            var facts = RunFacts.Gather(request, variables, cancellation);
            var options = request.DatabasePath is { } path
                ? new Dictionary<SettingDefinition, string> { [SettingDefinition.Database] = path }
                : null;
            var root = facts.Repository?.WorkTree ?? HistoryRoot.Find(facts.Repository, request.WorkingDirectory);
            var hasFiles = request.Sessions.Any(session => session.Files.Count > 0);
            return new Surroundings(facts, hasFiles ? ListTrackedFiles(facts, cancellation) : null, Settings.Load(root, variables, options));
        }

        private static FileContents? ListTrackedFiles(RunFacts facts, CancellationToken cancellation)
        {
            try
            {
                return facts.Repository?.ListTrackedFiles(cancellation);
            }
            catch (Exception e) when (e is GitException or TimeoutException)
            {
                // Only reports from other machines need the list; the facts have told of git's trouble already.
                return null;
            }
        }

        public SqliteHistoryStore OpenStore(RecordRequest request)
        {
            var path = DatabaseLocation.Resolve(Settings, Facts.Repository, request.WorkingDirectory).Path;
            // The lock must not use up the deadline: spooling takes a moment, too.
            var lockDeadline = request.Timeout * 0.75;
            return new SqliteHistoryStore(path, new SqliteStoreOptions
            {
                KeepHitCounts = Settings.KeepHitCounts,
                LockDeadline = lockDeadline < Settings.LockTimeout ? lockDeadline : Settings.LockTimeout,
            });
        }
    }
}
