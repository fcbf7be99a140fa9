using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

public sealed class GitStateTests
{
    [Fact]
    public void A_commit_has_its_parents_times_subject_and_tags()
    {
        using var repository = new TemporaryRepository();
        var first = repository.Commit("First");
        repository.Git("checkout", "--quiet", "-b", "side");
        var side = repository.Commit("Side");
        repository.Git("checkout", "--quiet", "main");
        repository.Commit("Second");
        var second = repository.Git("rev-parse", "HEAD");
        repository.Git("merge", "--quiet", "--no-ff", "-m", "Größe: merge\nside\n\nAnd a body", "side");
        repository.Git("tag", "v2.0");
        repository.Git("tag", "--annotate", "-m", "Release", "v1.0");
        repository.Git("tag", "a,b");
        repository.Git("tag", "elsewhere", first);

        var head = repository.ReadState().Head!;

        Assert.Equal(repository.Git("rev-parse", "HEAD"), head.Sha);
        Assert.Equal([second, side], head.Parents);
        Assert.Equal(repository.Git("log", "-1", "--format=%at"), head.AuthoredAt?.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, head.CommittedAt?.Offset);
        Assert.Equal("Größe: merge side", head.Subject);
        Assert.Equal(["a,b", "v1.0", "v2.0"], head.Tags);
        Assert.NotEqual(first, head.Sha);
    }

    [Fact]
    public void A_first_commit_has_no_parents()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();

        Assert.Equal((0, TemporaryRepository.FirstCommitAt), (repository.ReadState().Head!.Parents.Count, repository.ReadState().Head!.AuthoredAt));
    }

    [Fact]
    public void The_configuration_of_the_user_changes_nothing()
    {
        using var repository = new TemporaryRepository();
        repository.Commit("Größe");
        repository.Git("tag", "v1");
        repository.Git("config", "log.excludeDecoration", "refs/tags/*");
        repository.Git("config", "log.decorate", "no");
        repository.Git("config", "color.ui", "always");
        repository.Git("config", "i18n.logOutputEncoding", "ISO-8859-1");
        repository.Git("config", "format.pretty", "oneline");
        repository.Git("config", "status.branch", "true");
        repository.Git("config", "status.showStash", "true");
        repository.Write("a.txt", "");
        repository.Git("stash", "--include-untracked", "--quiet");

        var state = repository.ReadState();

        Assert.Equal(("Größe", false), (state.Head?.Subject, state.IsDirty));
        Assert.Equal(["v1"], state.Head!.Tags);
    }

    [Fact]
    public void Untracked_files_do_not_make_it_dirty()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();
        repository.Write("untracked.txt", "a");

        Assert.False(repository.ReadState().IsDirty);
    }

    [Fact]
    public void A_changed_file_makes_it_dirty()
    {
        using var repository = new TemporaryRepository();
        repository.Write("a.txt", "a");
        repository.Commit();
        repository.Write("a.txt", "changed");

        Assert.True(repository.ReadState().IsDirty);
    }

    [Fact]
    public void A_staged_change_makes_it_dirty()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();
        repository.Write("a.txt", "a");
        repository.Git("add", "a.txt");

        Assert.True(repository.ReadState(repository.Around.CreateSubdirectory("repository/below")).IsDirty);
    }

    [Fact]
    public void A_file_that_was_only_touched_is_unchanged()
    {
        using var repository = new TemporaryRepository();
        var path = repository.Write("a.txt", "a");
        repository.Commit();
        File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.False(repository.ReadState().IsDirty);
    }

    [Theory]
    [InlineData("content", null, true)]
    [InlineData("content", "dirty", false)]
    [InlineData("content", "all", false)]
    [InlineData("untracked", null, false)]
    [InlineData("commit", null, true)]
    [InlineData("commit", "dirty", true)]
    [InlineData("commit", "all", false)]
    [InlineData("staged commit", "all", true)]
    public void Changes_in_a_submodule_count_as_git_counts_them(string change, string? ignore, bool isDirty)
    {
        using var repository = new TemporaryRepository("outer");
        using var inner = new TemporaryRepository("inner");
        inner.Write("a.txt", "a");
        inner.Commit();
        repository.Git("submodule", "--quiet", "add", "--name", "its.name", inner.Root, "libs/inner");
        repository.Commit("Add a submodule");
        Assert.False(repository.ReadState().IsDirty);

        if (ignore is not null)
            repository.Git("config", "submodule.its.name.ignore", ignore);
        repository.Write(change == "untracked" ? "libs/inner/new.txt" : "libs/inner/a.txt", "changed");
        if (change.EndsWith("commit", StringComparison.Ordinal))
            repository.GitIn(repository["libs/inner"], "commit", "--quiet", "--all", "-m", "Change");
        if (change.StartsWith("staged", StringComparison.Ordinal))
            repository.Git("add", "libs/inner");

        Assert.Equal(isDirty, repository.Git("status", "--porcelain", "--untracked-files=no").Length > 0);
        Assert.Equal(isDirty, repository.ReadState().IsDirty);
    }

    [Fact]
    public void A_submodule_that_is_not_checked_out_is_unchanged()
    {
        using var repository = new TemporaryRepository("outer");
        using var inner = new TemporaryRepository("inner");
        inner.Commit();
        repository.Git("submodule", "--quiet", "add", inner.Root, "inner");
        repository.Commit("Add a submodule");
        repository.Git("clone", "--quiet", ".", repository.Around["clone"]);

        Assert.False(repository.ReadState(repository.Around["clone"]).IsDirty);
    }

    [Fact]
    public void A_shallow_clone_knows_the_parents_its_commit_names()
    {
        using var repository = new TemporaryRepository();
        var first = repository.Commit("First");
        var second = repository.Commit("Second");
        repository.Git("clone", "--quiet", "--depth=1", $"file://{repository.Root}", repository.Around["shallow"]);

        var found = repository.Discover(repository.Around["shallow"]);

        Assert.True(found.IsShallow);
        Assert.Equal(second, found.ReadState(CancellationToken.None).Head?.Sha);
        Assert.Equal([first], found.ReadState(CancellationToken.None).Head!.Parents);
        Assert.Null(found.FindCommit(first, CancellationToken.None));
    }

    [GitFact("init --object-format=sha256")]
    public void Object_names_of_64_digits_work()
    {
        using var repository = new TemporaryRepository(initArguments: "--object-format=sha256");
        var first = repository.Commit("First");
        var second = repository.Commit("Second");

        Commit head = repository.ReadState().Head!;

        Assert.Equal(64, head.Sha.Length);
        Assert.Equal((second, first), (head.Sha, head.Parents.Single()));
        Assert.Equal("First", repository.Discover().FindCommit(first, CancellationToken.None)?.Subject);
    }
}
