using CoverageHistory.Git;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Git;

internal static class RepositoryOf
{
    /// <summary>What is found from the root of a test's repository, or from <paramref name="directory"/>.</summary>
    public static GitRepository Discover(this TemporaryRepository repository, string? directory = null, params (string, string?)[] variables)
    {
        var found = GitRepository.Discover(directory ?? repository.Root, repository.Variables(variables), CancellationToken.None, out var problem);
        Assert.Null(problem);
        Assert.NotNull(found);
        return found;
    }

    public static GitState ReadState(this TemporaryRepository repository, string? directory = null) =>
        repository.Discover(directory).ReadState(CancellationToken.None);
}
