using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sync;

namespace CoverageHistory.Core.Tests.Storage.Sync;

public sealed class RunExchangeTests : SyncFixture
{
    private const SyncSteps Pull = SyncSteps.Pull;
    private const SyncSteps Push = SyncSteps.Push;

    [Fact]
    public void What_one_clone_sends_the_other_takes_in_and_nothing_goes_twice()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        for (var i = 0; i < 3; i++)
            RecordIn(a);
        var sent = a.Sync();
        Assert.Equal((3, 3, RemoteSet.OwnRef), (sent.Pushed, sent.InSet, sent.Place));
        Assert.Empty(sent.Diagnostics);
        Assert.Equal(new TakenRuns(3, 0, 0, 0), b.Sync().Taken);
        RecordIn(b);
        Assert.Equal(1, b.Sync().Pushed);
        Assert.Equal(new TakenRuns(1, 0, 0, 0), a.Sync().Taken);
        Assert.Equal(HashesOf(a), HashesOf(b));
        var tip = Tip;
        Assert.Equal((0, new TakenRuns(0, 0, 0, 0)), (a.Sync().Pushed, b.Sync().Taken));
        Assert.Equal(tip, Tip);
    }

    [Fact]
    public void The_repository_of_the_user_stays_as_it_is()
    {
        var a = NewClone("a");
        File.WriteAllText(Path.Combine(a.Root, ".git", "hooks", "pre-push"), "#!/bin/sh\ntouch HOOK\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(a.Root, ".git", "hooks", "pre-push"), (UnixFileMode)0b111_101_101);
        File.WriteAllText(Path.Combine(a.Root, "staged.txt"), "x");
        Repository.GitIn(a.Root, "add", "staged.txt");
        RecordIn(a);
        string State() => string.Join('\n', new[]
        {
            "rev-parse --is-shallow-repository", "for-each-ref", "status --porcelain", "log --all --format=%H", "count-objects -v", "symbolic-ref HEAD", "config --local --list",
        }.Select(command => Repository.GitIn(a.Root, command.Split(' '))));
        var before = State();
        a.Sync();
        NewClone("b").Sync();
        a.Sync(Pull);
        a.Sync(SyncSteps.Compact);
        Assert.Equal(before, State());
        Assert.False(File.Exists(Path.Combine(a.Root, "HOOK")));
        Assert.False(File.Exists(Path.Combine(a.Root, ".git", "FETCH_HEAD")));
    }

    [Fact]
    public void Sessions_of_one_run_from_two_clones_become_one_run()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        RecordIn(a, "build 1", "A");
        RecordIn(b, "build 1", "B");
        a.Sync();
        Assert.Equal(1, b.Sync().Taken!.Extended);
        Assert.Equal(1, a.Sync().Taken!.Extended);
        Assert.Equal(HashesOf(a), HashesOf(b));
        Assert.Single(HashesOf(a));
        // Read once: what it was extended to is known.
        Assert.Equal(new TakenRuns(0, 0, 0, 0), b.Sync().Taken);
        Assert.Equal(0, a.Exchange.GetStatus(new SyncOptions(), None).ToPull);
        Assert.Equal(1, a.Sync(SyncSteps.Compact).InSet);
        var c = NewClone("c");
        c.Sync(Pull);
        Assert.Equal(HashesOf(a), HashesOf(c));
    }

    [Fact]
    public void A_run_that_was_deleted_anywhere_goes_everywhere_and_compaction_drops_it()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        var deleted = RecordIn(a);
        for (var i = 0; i < 4; i++)
            RecordIn(a);
        a.Sync();
        b.Sync();
        b.Store.DeleteRun(deleted.Id, None);
        var compacted = b.Sync(SyncSteps.Compact);
        Assert.Equal((4, 1), (compacted.InSet, compacted.Dropped));
        var followed = a.Sync();
        Assert.Equal((1, 0), (followed.Taken!.Deleted, followed.Pushed));
        Assert.Null(a.Store.FindRun(deleted.Id, None));
        Assert.Equal(HashesOf(b), HashesOf(a));
        Assert.Equal(0, a.Sync().Taken!.Deleted);
        var c = NewClone("c");
        Assert.Equal(4, c.Sync(Pull).Taken!.Added);
        Assert.Equal(HashesOf(b), HashesOf(c));
        Assert.Equal("1", Repository.GitIn(Remote, "rev-list", "--count", Tip!));
    }

    [Fact]
    public void A_run_with_a_label_stays_where_it_is_when_it_was_deleted_elsewhere_and_is_not_sent_again()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        var (kept, younger) = (RecordIn(a), RecordIn(a));
        a.Sync();
        b.Sync();
        a.Store.TagRun(kept.Id, ["release"], [], None);
        b.Store.DeleteRun(kept.Id, None);
        b.Sync();
        var followed = a.Sync();
        Assert.Equal((0, 0), (followed.Taken!.Deleted, followed.Pushed));
        Assert.NotNull(a.Store.FindRun(kept.Id, None));
        Assert.Equal(1, a.Exchange.GetStatus(new SyncOptions(), None).GivenUpHere);
        Assert.Equal(younger.Id, Assert.Single(b.Store.ListRuns(RunQuery.All, None)).Run.Id);
        a.Store.TagRun(kept.Id, [], ["release"], None);
        Assert.Equal(1, a.Sync().Taken!.Deleted);
    }

    [Fact]
    public void What_age_alone_gave_up_elsewhere_stays_where_nobody_judged_it()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        var (old, shared) = (RecordIn(a), RecordIn(b));
        b.Sync();
        b.Store.Prune(new PruneRequest { Before = shared.RecordedAt.AddHours(1) }, None);
        b.Sync();
        var followed = a.Sync();
        Assert.Equal((0, 0, 0), (followed.Taken!.Added, followed.Taken.Deleted, followed.Pushed));
        Assert.NotNull(a.Store.FindRun(old.Id, None));
    }

    [Fact]
    public void Runs_that_stand_on_one_another_are_taken_in_a_few_at_a_time()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        for (var i = 0; i < 12; i++)
            RecordIn(a);
        a.Sync();
        var pulled = b.Sync(new SyncOptions { MostBatchBytes = 1 }, Pull);
        Assert.Empty(pulled.Diagnostics);
        Assert.Equal(new TakenRuns(12, 0, 0, 0), pulled.Taken);
        Assert.Equal(HashesOf(a), HashesOf(b));
    }

    [Fact]
    public void A_run_that_is_too_large_stays_here_and_those_after_it_do_not_stand_on_it()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        RecordIn(a);
        var large = NewRun();
        var files = Enumerable.Range(0, 200).Select(number => Coverage.File($"f{number:000}.cs", 1, (uint)number % 2)).ToArray();
        a.Store.Record(large, [NamedSession("Tests", files)], None);
        a.Store.Record(NewRun(), [NamedSession("Tests", [.. files[..^1], Coverage.File("f199.cs", 0)]) with { Tests = [] }], None);
        RecordIn(a);
        var options = new SyncOptions { MostUnitBytes = 4_000 };
        var sent = a.Sync(options);
        Assert.Equal(2, sent.Pushed);
        Assert.Equal(DiagnosticCode.RunTooLarge, Assert.Single(sent.Diagnostics.DistinctBy(diagnostic => diagnostic.Code)).Code);
        Assert.Equal(2, sent.Diagnostics.Count);
        var pulled = b.Sync(Pull);
        Assert.Empty(pulled.Diagnostics);
        Assert.Equal(2, pulled.Taken!.Added);
        Assert.Equal(4, HashesOf(a).Count);
        // Nothing is missing that a larger limit would let through.
        Assert.Equal(2, a.Sync().Pushed);
        Assert.Empty(b.Sync().Diagnostics);
        Assert.Equal(HashesOf(a), HashesOf(b));
    }

    [Fact]
    public void A_host_that_refuses_refs_of_our_own_gets_a_branch()
    {
        Hook("update", "case $1 in refs/heads/*) exit 0;; *) echo no such refs here; exit 1;; esac");
        var (a, b) = (NewClone("a"), NewClone("b"));
        RecordIn(a);
        var sent = a.Sync();
        Assert.Equal(RemoteSet.Branch, sent.Place);
        Assert.Equal(DiagnosticCode.BranchUsed, Assert.Single(sent.Diagnostics).Code);
        Assert.Contains("[skip ci]", Repository.GitIn(Remote, "log", "-1", "--format=%s", RemoteSet.Branch), StringComparison.Ordinal);
        RecordIn(b);
        Assert.Equal((1, RemoteSet.Branch, 0), (b.Sync().Pushed, b.Sync().Place, b.Sync().Diagnostics.Count));
        a.Sync();
        Assert.Equal(HashesOf(a), HashesOf(b));
    }

    [Fact]
    public void A_host_that_refuses_both_is_told_of_and_nothing_is_lost()
    {
        Hook("update", "echo protected; exit 1");
        var a = NewClone("a");
        RecordIn(a);
        var error = Assert.Throws<SyncException>(() => a.Sync());
        Assert.Equal(DiagnosticCode.PushRefused, error.Code);
        Assert.Contains("protected", error.Message, StringComparison.Ordinal);
        Assert.Single(HashesOf(a));
    }

    [Fact]
    public void A_branch_of_that_name_with_something_else_is_not_touched()
    {
        Repository.GitIn(Remote, "branch", "coverage-history", "main");
        var a = NewClone("a");
        RecordIn(a);
        Assert.Equal(DiagnosticCode.UnrelatedContent, Assert.Throws<SyncException>(() => a.Sync()).Code);
    }

    [Theory]
    [InlineData("tombstones")]
    [InlineData("watermarks")]
    [InlineData("runs/README")]
    public void A_branch_that_only_looks_a_little_like_a_set_is_not_touched(string path)
    {
        Repository.Git("checkout", "--quiet", "--orphan", "coverage-history");
        Repository.Git("rm", "--quiet", "-rf", "--ignore-unmatch", ".");
        Repository.Write(path, "sacred to the memory of\n");
        Repository.Commit();
        Repository.Git("push", "--quiet", Remote, "HEAD:refs/heads/coverage-history");
        var a = NewClone("a");
        RecordIn(a);
        Assert.Equal(DiagnosticCode.UnrelatedContent, Assert.Throws<SyncException>(() => a.Sync()).Code);
    }

    [Fact]
    public void A_set_without_runs_is_a_set()
    {
        var (a, b) = (NewClone("a"), NewClone("b"));
        var run = RecordIn(a);
        a.Sync();
        a.Store.DeleteRun(run.Id, None);
        Assert.Equal(0, a.Sync(SyncSteps.Compact).InSet);
        Assert.Equal((0, 0), (b.Sync().InSet, b.Sync().Diagnostics.Count));
    }

    [Theory]
    [InlineData("upstream")]
    [InlineData("--upload-pack=touch PWN")]
    [InlineData("+origin")]
    public void A_remote_that_is_not_there_is_refused(string remote)
    {
        var a = NewClone("a");
        Assert.Equal(DiagnosticCode.NoRemote, Assert.Throws<SyncException>(() => a.Sync(remote: remote)).Code);
        Assert.False(File.Exists(Path.Combine(a.Root, "PWN")));
    }

    [Fact]
    public void A_remote_that_cannot_be_reached_is_told_of_without_its_credentials()
    {
        var a = NewClone("a");
        Repository.GitIn(a.Root, "remote", "set-url", "origin", "http://user:canary@127.0.0.1:1/x.git?token=canary");
        var unreachable = Assert.Throws<SyncException>(() => a.Sync());
        Assert.Equal(DiagnosticCode.RemoteUnreachable, unreachable.Code);
        Assert.DoesNotContain("canary", unreachable.Message, StringComparison.Ordinal);
        Repository.GitIn(a.Root, "remote", "set-url", "origin", Repository.Around["nowhere.git"]);
        Assert.Equal(DiagnosticCode.RemoteUnreachable, Assert.Throws<SyncException>(() => a.Sync()).Code);
        Repository.GitIn(a.Root, "remote", "set-url", "origin", "ext::sh -c touch% PWN");
        Assert.Throws<SyncException>(() => a.Sync());
        Assert.False(File.Exists(Path.Combine(a.Root, "PWN")));
    }

    [Fact]
    public void Settings_that_apply_to_the_path_of_the_repository_alone_reach_the_remote_too()
    {
        var a = NewClone("a");
        var included = Repository.Around.Write("included", $"[url \"{Remote}\"]\n\tinsteadOf = short:remote\n");
        Repository.GitIn(a.Root, "remote", "set-url", "origin", "short:remote");
        RecordIn(a);
        Assert.Throws<SyncException>(() => a.Sync());
        Repository.GitIn(a.Root, "config", $"includeIf.gitdir:{a.Root}/.git.path", included);
        Assert.Equal(1, a.Sync().Pushed);
        Assert.NotNull(Tip);
    }

    [Fact]
    public void One_exchange_of_a_repository_waits_for_the_other_and_not_for_ever()
    {
        var a = NewClone("a");
        using var held = SyncLock.Take(Path.Combine(a.Root, ".git", "coverage-history"), new SyncDeadline(TimeSpan.FromSeconds(1), None));
        var error = Assert.Throws<SyncException>(() => a.Exchange.Run(Push, new SyncOptions { Timeout = TimeSpan.FromMilliseconds(200) }, None));
        Assert.Equal(DiagnosticCode.SyncLocked, error.Code);
    }
}
