using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

public sealed class TemporaryRepositoryTests
{
    [Fact]
    public void Object_names_are_the_same_on_every_machine()
    {
        using var repository = new TemporaryRepository();
        repository.Write("src/a.txt", "a\n");

        Assert.Equal("b8f7d8f9edc0c55c1c3a216ab8b618b4bbd7a389", repository.Commit("First"));
        Assert.Equal("", repository.Git("status", "--porcelain"));
    }
}
