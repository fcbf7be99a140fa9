namespace CoverageHistory.Git;

/// <summary>The branches that a repository and its remotes have, as far as they were fetched.</summary>
/// <param name="Default">The one that the others are merged into.</param>
/// <param name="Unmerged">Names of the branches with commits that the default branch lacks.</param>
internal sealed record BranchList(string Default, IReadOnlySet<string> Unmerged)
{
    /// <summary>Whether a branch was merged, or is no more.</summary>
    public bool IsOver(string branch) => branch != Default && !Unmerged.Contains(branch);
}
