using CoverageHistory.Model;

namespace CoverageHistory.Git;

/// <param name="Head">Null before the first commit.</param>
/// <param name="IsDirty">Tracked files differ from the head commit, staged or not; never in a bare repository. Null when git took too long to tell.</param>
internal sealed record GitState(Commit? Head, bool? IsDirty)
{
    /// <summary>
    /// Paths of the tracked files that differ from the index, without those in submodules; null where git could not tell, or took too long.
    /// </summary>
    public IReadOnlyList<string>? Changed { get; init; } = [];
}
