using CoverageHistory.Comparison;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>Finds the run to compare with while recording, where git is asked only when what was recorded leaves a gap.</summary>
/// <param name="repository">Null outside one.</param>
internal sealed class BaselineSearch(GitRepository? repository)
{
    /// <param name="id">Of one of the runs.</param>
    public Baseline Find(IReadOnlyList<RunSummary> runs, Guid id, CancellationToken cancellation)
    {
        var history = new RunHistory(runs);
        var found = history.FindBaseline(id);
        var commit = history.Runs[history.PositionOf(id)].Run.Commit;
        if (repository is null || commit is null || IsNearest(found.Run?.Run.Commit, commit))
            return found;
        return new RunHistory(runs, runs.Count > 1 ? Ask(repository, commit, cancellation) : NothingOf(repository)).FindBaseline(id);
    }

    private static bool IsNearest(Commit? found, Commit commit) =>
        found is not null && (found.Sha == commit.Sha || (commit.Parents is [var parent, ..] && found.Sha == parent));

    private static FirstParents Ask(GitRepository repository, Commit commit, CancellationToken cancellation)
    {
        try
        {
            return repository.ReadFirstParents(branch: null, [commit.Sha], cancellation);
        }
        catch (Exception exception) when (exception is GitException or TimeoutException)
        {
            return NothingOf(repository);
        }
    }

    private static FirstParents NothingOf(GitRepository repository) => new(null, new Dictionary<string, string?>(), repository.IsShallow);
}
