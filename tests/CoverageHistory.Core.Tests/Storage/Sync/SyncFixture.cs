using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.Storage.Sync;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Storage.Sync;

/// <summary>A bare remote and clones of it, each with a history of its own.</summary>
public abstract class SyncFixture : StoreFixture
{
    private int _files;

    protected SyncFixture()
    {
        Repository.Write("a.txt", "a");
        Repository.Commit();
        Remote = Repository.Around["remote.git"];
        Repository.GitIn(Repository.Around.Path, "clone", "--quiet", "--bare", Repository.Root, Remote);
    }

    protected TemporaryRepository Repository { get; } = new();

    protected string Remote { get; }

    /// <summary>Of the set on the remote; null when it has none.</summary>
    protected string? Tip => Repository.GitIn(Remote, "for-each-ref", "--format=%(objectname)", RemoteSet.OwnRef) is { Length: > 0 } tip ? tip : null;

    /// <param name="variables">More of them in the clone's environment.</param>
    private protected Clone NewClone(string name, params (string Name, string? Value)[] variables)
    {
        var root = Repository.Around[name];
        Repository.GitIn(Repository.Around.Path, "clone", "--quiet", Remote, root);
        var repository = GitRepository.Discover(root, Repository.Variables(variables), None, out var problem);
        Assert.Null(problem);
        var store = new SqliteHistoryStore(Path.Combine(root, ".coverage-history", "history.db"), new SqliteStoreOptions());
        return new Clone(root, store, new RunExchange(repository!, store, TimeProvider.System));
    }

    /// <summary>A run whose list of files differs a little from all others.</summary>
    private protected Run RecordIn(Clone clone, string? key = null, string session = "Tests")
    {
        var number = Interlocked.Increment(ref _files);
        Run run;
        lock (Repository)
            run = NewRun(key: key);
        clone.Store.Record(run, [NamedSession(session, Coverage.File("a.cs", 1, 0, 1), Coverage.File("b.cs", 1, (uint)number), Coverage.File($"c{number % 3}.cs", 0))], None);
        return run;
    }

    /// <summary>Lets a script of the remote decide.</summary>
    protected void Hook(string name, string script) => Script(Path.Combine(Remote, "hooks", name), script);

    protected static string Script(string path, string script)
    {
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }

    private protected static List<string> HashesOf(Clone clone) => [.. clone.Store.ListRuns(RunQuery.All, None).Select(run => run.Hash).Order(StringComparer.Ordinal)];

    private protected sealed record Clone(string Root, SqliteHistoryStore Store, RunExchange Exchange)
    {
        public SyncOutcome Sync(SyncSteps steps = SyncSteps.Pull | SyncSteps.Push, string remote = "origin") =>
            Sync(new SyncOptions { Remote = remote, Timeout = TimeSpan.FromMinutes(5) }, steps);

        public SyncOutcome Sync(SyncOptions options, SyncSteps steps = SyncSteps.Pull | SyncSteps.Push) =>
            Exchange.Run(steps, options, CancellationToken.None);
    }
}
