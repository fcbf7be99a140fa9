using System.Text;
using CoverageHistory.Git;
using CoverageHistory.Hashing;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Storage.Sync;

/// <summary>
/// Exchanges runs with a remote of a git repository, where they are a set that only grows. Neither the work tree nor the index, HEAD,
/// hooks or refs of the repository are touched. Described in <c>docs/sync.md</c>.
/// </summary>
internal sealed class RunExchange
{
    private readonly GitRepository _repository;
    private readonly SqliteHistoryStore _store;
    private readonly TimeProvider _clock;

    /// <param name="repository">Whose remotes are used.</param>
    public RunExchange(GitRepository repository, SqliteHistoryStore store, TimeProvider clock)
    {
        _repository = repository;
        _store = store;
        _clock = clock;
    }

    /// <summary>Takes in runs, sends them, or both. Runs that were taken in stay even when sending fails.</summary>
    /// <exception cref="SyncException">It did not come about; the runs here are as they were, or more.</exception>
    /// <exception cref="StoreException">The store refused.</exception>
    public SyncOutcome Run(SyncSteps steps, SyncOptions options, CancellationToken cancellation)
    {
        var deadline = new SyncDeadline(options.Timeout, cancellation);
        var folder = SetRepository.FolderOf(_repository);
        using var alone = SyncLock.Take(folder, deadline);
        var repository = SetRepository.Open(_repository, folder, options.Remote, deadline);
        return new ExchangeInProgress(repository, _store, SeenPath(folder), options, _clock.GetUtcNow(), deadline).Run(steps);
    }

    /// <summary>Asks the remote what it has. Nothing is taken in or sent.</summary>
    /// <exception cref="SyncException">The remote cannot be asked.</exception>
    public SyncStatus GetStatus(SyncOptions options, CancellationToken cancellation)
    {
        var deadline = new SyncDeadline(options.Timeout, cancellation);
        var folder = SetRepository.FolderOf(_repository);
        using var alone = SyncLock.Take(folder, deadline);
        var repository = SetRepository.Open(_repository, folder, options.Remote, deadline);
        return new ExchangeInProgress(repository, _store, SeenPath(folder), options, _clock.GetUtcNow(), deadline).GetStatus();
    }

    /// <summary>Of each store and remote, since each has seen something else.</summary>
    private string SeenPath(string folder) =>
        Path.Combine(folder, "seen-" + Convert.ToHexStringLower(Sha256.Of(Encoding.UTF8.GetBytes(_store.Location)))[..16]);
}
