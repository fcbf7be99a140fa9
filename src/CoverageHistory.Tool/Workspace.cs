using CoverageHistory.Configuration;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Tool;

/// <summary>The repository around a folder, its settings and its history; each is looked up when it is first asked for.</summary>
/// <param name="directory">Absolute.</param>
/// <param name="variables">The environment.</param>
/// <param name="database">Given with <c>--db</c>, absolute; null: the settings or the default say.</param>
internal sealed class Workspace(
    string directory, string? database, IReadOnlyDictionary<string, string> variables, TimeProvider clock, CancellationToken cancellation)
{
    private GitRepository? _repository;
    private bool _isDiscovered;

    /// <summary>Top folder of the work tree; outside of one, the folder the history belongs to.</summary>
    public string WorkTree => Repository?.WorkTree ?? HistoryRoot.Find(Repository, directory);

    /// <summary>Of this work tree: the file is under version control, so that each checkout has its own.</summary>
    public string ConfigurationPath => Path.Combine(WorkTree, SettingsFile.RelativePath);

    public Settings Settings => field ??= Settings.Load(
        WorkTree, variables, database is null ? null : new Dictionary<SettingDefinition, string> { [SettingDefinition.Database] = database });

    /// <summary>It may not exist yet, and holds nothing then.</summary>
    public SqliteHistoryStore Store => field ??= StoreAt(DatabaseLocation.Resolve(Settings, Repository, directory).Path);

    public SqliteHistoryStore StoreAt(string path)
    {
        var options = new SqliteStoreOptions { LockDeadline = Settings.LockTimeout, KeepHitCounts = Settings.KeepHitCounts, TimeProvider = clock };
        return new SqliteHistoryStore(path, TakesItsTime ? options with { OperationDeadline = TimeSpan.MaxValue } : options);
    }

    /// <summary>Whether operations on the history end when they are done or cancelled, and not before.</summary>
    public bool TakesItsTime { get; set; }

    /// <summary>Why there is no repository; null when there is one, or nobody asked.</summary>
    public Diagnostic? Problem { get; private set; }

    /// <summary>Null when git knows no such commit, or cannot be asked.</summary>
    public Commit? FindCommit(string name)
    {
        try
        {
            return Repository?.FindCommit(name, cancellation);
        }
        catch (Exception exception) when (exception is GitException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>What leads to a branch by first parents; null without a repository.</summary>
    /// <param name="branch">Null: what is checked out.</param>
    /// <param name="commits">More that are asked about.</param>
    public FirstParents? ReadFirstParents(string? branch, IEnumerable<string> commits)
    {
        try
        {
            return Repository?.ReadFirstParents(branch, commits, cancellation);
        }
        catch (Exception exception) when (exception is GitException or TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Null where there is none, or git cannot be asked; then <see cref="Problem"/> says why.</summary>
    public GitRepository? Repository
    {
        get
        {
            if (!_isDiscovered)
            {
                _repository = Discover();
                _isDiscovered = true;
            }
            return _repository;
        }
    }

    private GitRepository? Discover()
    {
        try
        {
            var found = GitRepository.Discover(directory, variables, cancellation, out var problem);
            Problem = problem;
            return found;
        }
        catch (Exception exception) when (exception is GitException or TimeoutException)
        {
            // A history can be read without git; whoever records is told by the recorder.
            Problem = new Diagnostic(DiagnosticCode.NoGit, DiagnosticSeverity.Info, exception.Message);
            return null;
        }
    }
}
