using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

public sealed class CommitLookupTests
{
    [Fact]
    public void Every_way_to_name_a_commit_gives_its_full_name()
    {
        using var repository = new TemporaryRepository();
        var first = repository.Commit("First");
        repository.Git("tag", "--annotate", "-m", "Release", "v1");
        repository.Commit("Second");
        var found = repository.Discover();

        foreach (var name in (string[])[first, first[..7], first.ToUpperInvariant(), "HEAD~1", "v1", "refs/tags/v1", "main^", repository.Git("rev-parse", "v1")])
        {
            var commit = found.FindCommit(name, CancellationToken.None);
            Assert.Equal((name, first, "First"), (name, commit?.Sha, commit?.Subject));
            Assert.Equal(["v1"], commit!.Tags);
        }
    }

    [Theory]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("no-such-branch")]
    [InlineData("HEAD~1..HEAD")]
    [InlineData("^HEAD")]
    [InlineData("HEAD^{tree}")]
    [InlineData("--all")]
    [InlineData("--output=PWN")]
    [InlineData("-x")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void What_is_no_commit_is_not_found(string name)
    {
        using var repository = new TemporaryRepository();
        repository.Commit("First");
        repository.Commit("Second");

        Assert.Null(repository.Discover().FindCommit(name, CancellationToken.None));
        Assert.False(File.Exists(repository["PWN"]));
    }
}
