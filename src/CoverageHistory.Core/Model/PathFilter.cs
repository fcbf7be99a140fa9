namespace CoverageHistory.Model;

/// <summary>Which source files count: those that an include pattern matches (all where there is none) and no exclude pattern.</summary>
/// <param name="include">Patterns of <see cref="PathGlob"/>.</param>
/// <param name="exclude">Patterns of <see cref="PathGlob"/>.</param>
internal sealed class PathFilter(IReadOnlyList<string> include, IReadOnlyList<string> exclude)
{
    private readonly PathGlob[] _include = [.. include.Select(pattern => new PathGlob(pattern))];
    private readonly PathGlob[] _exclude = [.. exclude.Select(pattern => new PathGlob(pattern))];

    /// <summary>Keeps every file.</summary>
    public static PathFilter All { get; } = new([], []);

    public bool Keeps(RepoPath path) =>
        (_include.Length == 0 || Array.Exists(_include, glob => glob.IsMatch(path.Value)))
        && !Array.Exists(_exclude, glob => glob.IsMatch(path.Value));
}
