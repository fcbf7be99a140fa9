using CoverageHistory.Model;

namespace CoverageHistory.Environments;

/// <summary>What a CI system says of a build and of the code it builds.</summary>
internal sealed record CiFacts(CiBuild Build)
{
    /// <summary>Full object name of what CI checked out, which for a pull request may be a merge commit; null where it does not say.</summary>
    public string? CheckoutCommit { get; init; }

    /// <summary>Full object name of the newest commit of the pull request; null outside one and where CI does not say.</summary>
    public string? HeadCommit { get; init; }

    /// <summary>
    /// The branch, of a pull request the one it comes from; <c>owner:branch</c> when that lies in a fork, so that a stranger's
    /// <c>main</c> is not taken for ours. Null for a tag and where CI does not say.
    /// </summary>
    public string? Branch { get; init; }
}
