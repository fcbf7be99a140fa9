using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

public sealed class HookEnvironmentTests
{
    [Theory]
    [InlineData(".git", null)]
    [InlineData(".git", ".")]
    [InlineData("{root}/.git", null)]
    public void Variables_of_a_hook_do_not_move_the_root_to_the_folder_one_stands_in(string gitDir, string? workTree)
    {
        using var repository = new TemporaryRepository();
        repository.Write("src/a.txt", "a");
        var sha = repository.Commit();

        var found = repository.Discover(repository["src"],
            ("GIT_DIR", gitDir.Replace("{root}", repository.Root, StringComparison.Ordinal)), ("GIT_WORK_TREE", workTree),
            ("GIT_INDEX_FILE", ".git/index.lock"), ("GIT_PREFIX", "src/"));

        Assert.Equal(repository.Root, found.WorkTree);
        Assert.Equal((sha, false), (found.ReadState(CancellationToken.None).Head?.Sha, found.ReadState(CancellationToken.None).IsDirty));
    }

    [Fact]
    public void A_real_hook_that_works_in_another_repository_sees_that_one()
    {
        using var repository = new TemporaryRepository("hooked");
        using var other = new TemporaryRepository("other", branch: "elsewhere");

        var found = other.Discover(other.Root, ("GIT_DIR", repository[".git"]), ("GIT_WORK_TREE", repository.Root), ("GIT_INDEX_FILE", repository[".git/index"]));

        Assert.Equal((other.Root, "elsewhere"), (found.WorkTree, found.Branch));
    }

    [Fact]
    public void A_work_tree_whose_git_folder_lies_elsewhere_is_found_through_the_variables()
    {
        using var repository = new TemporaryRepository();
        var home = repository.Around.CreateSubdirectory("dotfiles");
        Directory.CreateDirectory(Path.Combine(home, "below"));
        var gitDirectory = repository.Around["elsewhere.git"];
        Directory.Move(repository[".git"], gitDirectory);

        var found = repository.Discover(Path.Combine(home, "below"), ("GIT_DIR", gitDirectory), ("GIT_WORK_TREE", home));

        Assert.Equal((home, gitDirectory), (found.WorkTree, found.GitDirectory));
    }

    [Fact]
    public void A_git_folder_named_alone_counts_where_there_is_no_repository()
    {
        using var repository = new TemporaryRepository();
        var outside = repository.Around.CreateSubdirectory("outside");

        var found = repository.Discover(outside, ("GIT_DIR", repository[".git"]));

        Assert.Equal((outside, repository[".git"]), (found.WorkTree, found.GitDirectory));
    }
}
