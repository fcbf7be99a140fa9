using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Which files of a run; parts that are null do not restrict.</summary>
/// <param name="Module">Full name.</param>
/// <param name="Path">Says of each file whether it is meant.</param>
public sealed record CoverageFilter(string? Module = null, Predicate<RepoPath>? Path = null);
