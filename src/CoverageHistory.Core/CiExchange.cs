using CoverageHistory.Configuration;
using CoverageHistory.Environments;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.Storage.Sync;

namespace CoverageHistory;

/// <summary>The exchange around a recording in CI, where the machine is new and soon gone: what goes wrong is a warning.</summary>
/// <param name="workingDirectory">Absolute; the repository is looked for from here upwards.</param>
/// <param name="databasePath">Null: environment, configuration, then the default.</param>
/// <param name="variables">The environment; null: this process's.</param>
internal sealed class CiExchange(string workingDirectory, string? databasePath, IReadOnlyDictionary<string, string>? variables = null)
{
    private readonly IReadOnlyDictionary<string, string> _variables = variables ?? HistoryRecorder.ProcessVariables();

    /// <summary>Outside CI nothing is exchanged unless somebody calls <c>sync</c>.</summary>
    public bool IsWanted => CiDetector.Detect(_variables) is not null;

    /// <summary>Gets the history where there is none, so that what is recorded next has something to be compared with.</summary>
    /// <returns>A warning; null when all is well.</returns>
    public Diagnostic? PullFirst(TimeSpan timeout, CancellationToken cancellation) =>
        Exchange(SyncSteps.Pull, timeout, onlyWithoutHistory: true, cancellation);

    /// <summary>Sends what the remote lacks.</summary>
    /// <returns>A warning; null when all is well.</returns>
    public Diagnostic? Push(TimeSpan timeout, CancellationToken cancellation) =>
        Exchange(SyncSteps.Push, timeout, onlyWithoutHistory: false, cancellation);

    private Diagnostic? Exchange(SyncSteps steps, TimeSpan timeout, bool onlyWithoutHistory, CancellationToken cancellation)
    {
        var what = steps == SyncSteps.Pull ? "The history was not fetched, so that nothing is compared" : "The run was not sent to the remote and goes with this machine";
        // The exchange watches its deadline between steps; a large one must end within a step, too.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            var repository = GitRepository.Discover(workingDirectory, _variables, limit.Token, out var problem);
            var root = repository?.WorkTree ?? HistoryRoot.Find(repository, workingDirectory);
            var options = databasePath is null ? null : new Dictionary<SettingDefinition, string> { [SettingDefinition.Database] = databasePath };
            var settings = Settings.Load(root, _variables, options);
            var store = new SqliteHistoryStore(DatabaseLocation.Resolve(settings, repository, workingDirectory).Path, new SqliteStoreOptions());
            if (onlyWithoutHistory && store.Exists)
                return null;
            if (repository is null)
                return Warning(DiagnosticCode.NoRemote, $"{what}: there is no git repository whose remote could be asked. {problem?.Message}");
            var outcome = new RunExchange(repository, store, TimeProvider.System)
                .Run(steps, new SyncOptions { Remote = settings.SyncRemote, Timeout = timeout }, limit.Token);
            return outcome.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Code != DiagnosticCode.BranchUsed);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Warning(DiagnosticCode.SyncDeadlinePassed, FormattableString.Invariant($"{what}: it took longer than {timeout.TotalSeconds:0.#} s. Raise CoverageHistoryTimeoutSeconds."));
        }
        catch (SyncException exception)
        {
            return Warning(exception.Code, $"{what}: {exception.Message}");
        }
        catch (StoreException exception)
        {
            return Warning(exception.Code, $"{what}: {exception.Message}");
        }
        catch (Exception exception) when (exception is GitException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            return Warning(DiagnosticCode.SyncFailed, $"{what}: {exception.Message}");
        }
    }

    private static Diagnostic Warning(string code, string message) => new(code, DiagnosticSeverity.Warning, message);
}
