namespace CoverageHistory.Model;

/// <summary>A named part of the project: the source files that one of its patterns matches. Components may overlap.</summary>
/// <param name="Patterns">Of <see cref="PathGlob"/>; one that begins with <c>!</c> takes files out again, wherever it stands.</param>
internal sealed record Component(string Name, IReadOnlyList<string> Patterns)
{
    private readonly PathFilter _filter = new(
        [.. Patterns.Where(pattern => !pattern.StartsWith('!'))],
        [.. Patterns.Where(pattern => pattern.StartsWith('!')).Select(pattern => pattern[1..])]);

    public bool Holds(RepoPath path) => _filter.Keeps(path);
}
