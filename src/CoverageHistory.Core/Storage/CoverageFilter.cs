using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Which files of a run; parts that are null do not restrict.</summary>
public sealed record CoverageFilter(string? Module = null, Predicate<RepoPath>? Path = null);
