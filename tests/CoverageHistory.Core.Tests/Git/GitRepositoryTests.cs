using CoverageHistory.Git;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

public sealed class GitRepositoryTests
{
    [Fact]
    public void The_root_is_found_from_a_folder_below()
    {
        using var repository = new TemporaryRepository();
        repository.Write("src/deep/a.txt", "a");

        var found = repository.Discover(repository["src/deep"]);

        Assert.Equal(repository.Root, found.WorkTree);
        Assert.Equal(repository[".git"], found.GitDirectory);
        Assert.Equal(repository.Root, found.SharedRoot);
    }

    [Fact]
    public void The_root_is_found_from_a_folder_that_does_not_exist_yet()
    {
        using var repository = new TemporaryRepository();

        Assert.Equal(repository.Root, repository.Discover(repository["not/yet"]).WorkTree);
    }

    [UnixFact]
    public void A_link_to_a_folder_leads_to_the_real_root()
    {
        using var repository = new TemporaryRepository();
        repository.Write("src/a.txt", "a");
        Directory.CreateSymbolicLink(repository.Around["link"], repository["src"]);

        Assert.Equal(repository.Root, repository.Discover(repository.Around["link"]).WorkTree);
    }

    [Fact]
    public void A_detached_head_has_no_branch()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();
        repository.Git("checkout", "--quiet", "--detach");

        Assert.Null(repository.Discover().Branch);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("feature/größe-日本")]
    [InlineData("(detached)")]
    [InlineData("-x")]
    [InlineData("--upload-pack=touch_PWN")]
    public void A_branch_keeps_its_name_whatever_it_is(string branch)
    {
        using var repository = new TemporaryRepository();
        var sha = repository.Commit();
        // Git refuses to create some of these, but takes them from a ref that is there.
        repository.Git("update-ref", $"refs/heads/{branch}", sha);
        repository.Git("symbolic-ref", "HEAD", $"refs/heads/{branch}");

        var found = repository.Discover();

        Assert.Equal(branch, found.Branch);
        Assert.Equal(sha, found.ReadState(CancellationToken.None).Head?.Sha);
        Assert.Equal(sha, found.FindCommit($"refs/heads/{branch}", CancellationToken.None)?.Sha);
    }

    [Fact]
    public void Before_the_first_commit_the_branch_is_known_and_the_commit_is_not()
    {
        using var repository = new TemporaryRepository(branch: "trunk");
        repository.Write("a.txt", "a");

        var found = repository.Discover();

        Assert.Equal("trunk", found.Branch);
        Assert.Equal(new GitState(null, IsDirty: false), found.ReadState(CancellationToken.None));
    }

    [Fact]
    public void A_linked_work_tree_has_its_own_root_and_branch_and_shares_the_main_one()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();
        var linked = repository.Around["linked"];
        repository.Git("worktree", "add", "--quiet", "-b", "side", linked);

        var found = repository.Discover(linked);

        Assert.Equal(linked, found.WorkTree);
        Assert.Equal("side", found.Branch);
        Assert.Equal(repository.Root, found.SharedRoot);
    }

    [Fact]
    public void A_bare_repository_has_a_branch_and_commits_but_no_work_tree()
    {
        using var repository = new TemporaryRepository();
        var sha = repository.Commit();
        var bare = repository.Around["bare.git"];
        repository.Git("clone", "--quiet", "--bare", ".", bare);

        var found = repository.Discover(bare);

        Assert.Null(found.WorkTree);
        Assert.Equal("main", found.Branch);
        Assert.Equal(bare, found.SharedRoot);
        Assert.Equal((sha, false), (found.ReadState(CancellationToken.None).Head?.Sha, found.ReadState(CancellationToken.None).IsDirty));
        Assert.Empty(found.ListTrackedFiles(CancellationToken.None).Paths);
    }

    [Fact]
    public void Work_trees_of_a_bare_repository_share_its_folder()
    {
        using var repository = new TemporaryRepository();
        repository.Commit();
        var bare = repository.Around["bare.git"];
        repository.Git("clone", "--quiet", "--bare", ".", bare);
        repository.GitIn(bare, "worktree", "add", "--quiet", repository.Around["one"], "main");

        Assert.Equal(bare, repository.Discover(repository.Around["one"]).SharedRoot);
    }

    [Fact]
    public void Inside_a_submodule_the_submodule_is_the_repository()
    {
        using var repository = new TemporaryRepository("outer");
        using var other = new TemporaryRepository("inner", branch: "trunk");
        other.Write("a.txt", "a");
        var sha = other.Commit();
        repository.Git("submodule", "--quiet", "add", other.Root, "libs/inner");
        repository.Commit("Add a submodule");

        var found = repository.Discover(repository["libs/inner"]);

        Assert.Equal(repository["libs/inner"], found.WorkTree);
        Assert.Equal(repository["libs/inner"], found.SharedRoot);
        Assert.Equal("trunk", found.Branch);
        Assert.Equal(sha, found.ReadState(CancellationToken.None).Head?.Sha);
    }

    [Fact]
    public void A_linked_work_tree_of_a_submodule_shares_the_submodule()
    {
        using var repository = new TemporaryRepository("outer");
        using var other = new TemporaryRepository("inner");
        other.Commit();
        repository.Git("submodule", "--quiet", "add", other.Root, "inner");
        repository.GitIn(repository["inner"], "worktree", "add", "--quiet", "-b", "side", repository.Around["linked"]);

        Assert.Equal(repository["inner"], repository.Discover(repository.Around["linked"]).SharedRoot);
    }

    [Fact]
    public void Tracked_files_are_listed_with_any_character_in_their_names()
    {
        using var repository = new TemporaryRepository();
        string[] names = OperatingSystem.IsWindows()
            ? ["a b.txt", "größe/日本.txt"]
            : ["-x", "a b.txt", "größe/日本.txt", "line\nbreak.txt", "quote\".txt", "tab\t.txt"];
        foreach (var name in names)
            repository.Write(name, name);
        repository.Write("untracked-after", "");
        repository.Commit();
        repository.Write("untracked", "");

        Assert.Equal(
            names.Append("untracked-after").Order(StringComparer.Ordinal),
            repository.Discover(Path.GetDirectoryName(repository["größe/日本.txt"])).ListTrackedFiles(CancellationToken.None).Paths.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Outside_a_repository_there_is_none_and_the_diagnostic_says_so()
    {
        using var repository = new TemporaryRepository();
        var outside = repository.Around.CreateSubdirectory("outside");

        var found = GitRepository.Discover(outside, repository.Variables(), CancellationToken.None, out var problem);

        Assert.Null(found);
        Assert.Equal(("COVH1004", outside), (problem?.Code, problem?.Path));
        Assert.Contains("is not in a git repository", problem?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("relative/bin")]
    public void Without_git_there_is_no_repository_and_the_diagnostic_says_why(string? path)
    {
        using var repository = new TemporaryRepository();

        var found = GitRepository.Discover(repository.Root, repository.Variables(("PATH", path)), CancellationToken.None, out var problem);

        Assert.Null(found);
        Assert.Equal("COVH1004", problem?.Code);
        Assert.Contains("git was not found on the PATH", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_of_another_user_is_refused_with_the_way_out()
    {
        using var repository = new TemporaryRepository();

        var found = GitRepository.Discover(
            repository.Root, repository.Variables(("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")), CancellationToken.None, out var problem);

        Assert.Null(found);
        Assert.Equal("COVH1004", problem?.Code);
        Assert.Contains("another user owns it", problem?.Message, StringComparison.Ordinal);
        Assert.Contains($"safe.directory {repository.Root}", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_whose_configuration_is_broken_gives_gits_own_words()
    {
        using var repository = new TemporaryRepository();
        repository.Write(".git/config", "[core\n");

        var found = GitRepository.Discover(repository.Root, repository.Variables(), CancellationToken.None, out var problem);

        Assert.Null(found);
        Assert.Contains("bad config line", problem?.Message, StringComparison.Ordinal);
    }
}
