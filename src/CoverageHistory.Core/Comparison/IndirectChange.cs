using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>Lines of a file that is the same in both runs, and whose covered state changed all the same.</summary>
/// <param name="NewlyUncovered">Ascending.</param>
/// <param name="NewlyCovered">Ascending.</param>
/// <param name="Unstable">Lines that changed, too, but are known to do so by chance; they stand in neither of the other lists. Ascending.</param>
internal sealed record IndirectChange(
    RepoPath Path, IReadOnlyList<int> NewlyUncovered, IReadOnlyList<int> NewlyCovered, IReadOnlyList<int> Unstable)
{
    /// <summary>False when chance explains all of it.</summary>
    public bool Counts => NewlyUncovered.Count > 0 || NewlyCovered.Count > 0;

    /// <summary>By path; both runs' files as they come. Files whose content is not known in both are left out.</summary>
    public static IReadOnlyList<IndirectChange> Between(
        IReadOnlyList<FileCoverage> before, IReadOnlyList<FileCoverage> head, UnstableLines unstable)
    {
        var beforeByPath = CoverageUnion.ByPath(before).ToDictionary(file => file.Path);
        var changes = new List<IndirectChange>();
        foreach (var file in CoverageUnion.ByPath(head))
        {
            if (file.Content.IsKnown && beforeByPath.TryGetValue(file.Path, out var was) && was.Content == file.Content
                && Between(was, file, unstable) is { } change)
            {
                changes.Add(change);
            }
        }
        return changes;
    }

    private static IndirectChange? Between(FileCoverage before, FileCoverage head, UnstableLines unstable)
    {
        List<int> uncovered = [], covered = [], byChance = [];
        var at = 0;
        foreach (var line in head.Lines)
        {
            while (at < before.Lines.Length && before.Lines[at].Number < line.Number)
                at++;
            if (at == before.Lines.Length)
                break;
            if (before.Lines[at].Number != line.Number || before.Lines[at].IsCovered == line.IsCovered)
                continue;
            (unstable.Contains(head, line.Number) ? byChance : line.IsCovered ? covered : uncovered).Add(line.Number);
        }
        return uncovered.Count + covered.Count + byChance.Count == 0 ? null : new IndirectChange(head.Path, uncovered, covered, byChance);
    }
}
