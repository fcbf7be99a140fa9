using CoverageHistory.Model;

namespace CoverageHistory.Git;

/// <param name="Head">Null before the first commit.</param>
/// <param name="IsDirty">Tracked files differ from the head commit, staged or not; never in a bare repository. Null when git took too long to tell.</param>
public sealed record GitState(Commit? Head, bool? IsDirty);
