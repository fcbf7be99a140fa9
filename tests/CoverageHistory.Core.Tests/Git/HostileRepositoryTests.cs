using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

/// <summary>A repository may come from a stranger with its <c>.git</c> folder: nothing it names may run while we look at it.</summary>
public sealed class HostileRepositoryTests
{
    [UnixFact]
    public void No_command_of_the_configuration_runs()
    {
        using var repository = new TemporaryRepository();
        var canary = Plant(repository, repository.Root);

        LookAtEverything(repository);

        AssertNothingRan(canary);
    }

    /// <summary>Shows that the traps above work: the same calls, made the usual way, do run them.</summary>
    [UnixFact]
    public void The_traps_are_live()
    {
        using var repository = new TemporaryRepository();
        var canary = Plant(repository, repository.Root);

        repository.Git("status");
        Assert.True(File.Exists(canary + "-fsmonitor"));
        Assert.True(File.Exists(canary + "-clean"));
        repository.Git("checkout", "--quiet", "--detach");
        Assert.True(File.Exists(canary + "-hook"));
    }

    [UnixFact]
    public void No_command_of_a_submodules_configuration_runs()
    {
        using var repository = new TemporaryRepository("outer");
        using var inner = new TemporaryRepository("inner");
        inner.Write("a.txt", "a");
        inner.Commit();
        repository.Git("submodule", "--quiet", "add", inner.Root, "inner");
        repository.Commit("Add a submodule");
        var canary = Plant(repository, repository["inner"]);
        repository.Git("config", "submodule.inner.ignore", "none");

        LookAtEverything(repository);

        AssertNothingRan(canary);
        repository.Git("status");
        Assert.True(File.Exists(canary + "-clean"), "the trap is dead");
    }

    [UnixFact]
    public void A_filter_whose_name_holds_an_equals_sign_does_not_run_either()
    {
        using var repository = new TemporaryRepository();
        var canary = Plant(repository, repository.Root, filter: "a=b.c");

        LookAtEverything(repository);

        AssertNothingRan(canary);
    }

    [UnixFact]
    public void A_partial_clone_fetches_nothing()
    {
        using var repository = new TemporaryRepository();
        repository.Commit("First");
        repository.Git("config", "uploadpack.allowFilter", "true");
        repository.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        var clone = repository.Around["clone"];
        repository.Git("clone", "--quiet", "--filter=tree:0", $"file://{repository.Root}", clone);
        var later = repository.Commit("Later");
        var canary = repository.Around["canary"];
        repository.GitIn(clone, "config", "remote.origin.uploadpack", $"touch {canary}-uploadpack; git-upload-pack");
        repository.GitIn(clone, "config", "core.sshCommand", $"touch {canary}-ssh");
        repository.GitIn(clone, "config", "protocol.allow", "always");
        repository.GitIn(clone, "config", "protocol.file.allow", "always");

        Assert.Null(repository.Discover(clone).FindCommit(later, CancellationToken.None));

        AssertNothingRan(canary);
        repository.GitIn(clone, "cat-file", "-e", later);
        Assert.True(File.Exists(canary + "-uploadpack"), "the trap is dead");
    }

    [UnixFact]
    public void A_git_that_the_repository_brings_along_does_not_run()
    {
        using var repository = new TemporaryRepository();
        var canary = repository.Around["canary"];
        WriteScript(repository["git"], $"touch {canary}-git");

        var path = string.Join(Path.PathSeparator, "", ".", repository.Variables()["PATH"]);
        repository.Discover(repository.Root, ("PATH", path)).ReadState(CancellationToken.None);

        AssertNothingRan(canary);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc")]
    public void A_submodule_path_that_leaves_the_repository_is_not_followed(string path)
    {
        using var repository = new TemporaryRepository();
        using var outside = new TemporaryRepository();
        outside.Write("a.txt", "a");
        outside.Commit();
        outside.Write("a.txt", "changed");
        Directory.CreateSymbolicLink(repository.Around["outside"], outside.Root);
        repository.Write(".gitmodules", $"[submodule \"x\"]\n\tpath = {path}\n\turl = ../x\n");
        repository.Commit();

        Assert.False(repository.ReadState().IsDirty);
    }

    /// <summary>Sets a trap for everything that git is known to run, each of which leaves a file behind.</summary>
    /// <returns>What these files' names start with.</returns>
    private static string Plant(TemporaryRepository repository, string workTree, string filter = "trap")
    {
        var canary = repository.Around["canary"];
        var file = Path.Combine(workTree, "trap.txt");
        File.WriteAllText(file, "a");
        File.WriteAllText(Path.Combine(workTree, ".gitattributes"), $"*.txt diff=trap filter={filter.Split('=')[0]}\n");
        repository.GitIn(workTree, "add", "--all");
        repository.GitIn(workTree, "commit", "--quiet", "-m", "Trap");
        repository.Git("add", "--all");
        repository.Git("commit", "--quiet", "--allow-empty", "-m", "Trap");
        // Attributes cannot name a filter with "=" in it; in the configuration it is still a name to be dealt with.
        var hooks = repository.GitIn(workTree, "rev-parse", "--path-format=absolute", "--git-path", "hooks");
        foreach (var hook in (string[])["post-index-change", "post-checkout", "reference-transaction", "pre-auto-gc"])
            WriteScript(Path.Combine(hooks, hook), $"touch {canary}-hook");

        (string Key, string Trap)[] settings =
        [
            ("core.fsmonitor", "fsmonitor"), ("core.pager", "pager"), ("pager.status", "pager"), ("pager.log", "pager"), ("core.editor", "editor"),
            ("core.sshCommand", "ssh"), ("core.askPass", "askpass"), ("core.gitProxy", "proxy"), ("credential.helper", "credential"),
            ("diff.external", "diff"), ("diff.trap.textconv", "textconv"), ("diff.trap.command", "diff"), ("gpg.program", "gpg"),
            ("core.alternateRefsCommand", "alternate"), ("uploadpack.packObjectsHook", "pack"), ("sequence.editor", "editor"),
            ($"filter.{filter}.clean", "clean"), ($"filter.{filter}.process", "process"), ($"filter.{filter}.smudge", "smudge"),
            ("alias.status", "alias"), ("alias.log", "alias"), ("alias.rev-parse", "alias"), ("alias.config", "alias"), ("trace2.eventTarget", "trace"),
        ];
        foreach (var (key, trap) in settings)
        {
            if (trap != "process")
                repository.GitIn(workTree, "config", key, trap == "trace" ? $"{canary}-trace" : $"{(key.StartsWith("alias.", StringComparison.Ordinal) ? "!" : "")}touch {canary}-{trap};cat");
        }
        repository.GitIn(workTree, "config", "log.showSignature", "true");
        repository.GitIn(workTree, "config", "log.diffMerges", "on");
        repository.GitIn(workTree, "config", $"filter.{filter}.required", "true");
        repository.GitIn(workTree, "config", "status.submoduleSummary", "true");
        foreach (var left in Directory.EnumerateFiles(repository.Around.Path, "canary*"))
            File.Delete(left);
        // Git runs a filter only where time or size differ.
        File.SetLastWriteTimeUtc(file, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        return canary;
    }

    private static void LookAtEverything(TemporaryRepository repository)
    {
        var found = repository.Discover();
        var state = found.ReadState(CancellationToken.None);
        Assert.NotNull(found.FindCommit("main", CancellationToken.None));
        Assert.NotNull(found.FindCommit(state.Head!.Sha, CancellationToken.None));
        Assert.NotEmpty(found.ListTrackedFiles(CancellationToken.None).Paths);
        Assert.Null(found.Remote);
    }

    private static void AssertNothingRan(string canary) =>
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(canary)!, "canary*").Select(Path.GetFileName));

    private static void WriteScript(string path, string command)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
