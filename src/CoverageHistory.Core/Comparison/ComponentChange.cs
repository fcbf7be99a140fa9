using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>A component in two runs.</summary>
internal sealed record ComponentChange(string Name, CoverageChange Coverage)
{
    /// <summary>In the order of the components; one without a file in either run has no counts.</summary>
    /// <param name="files">Each path once.</param>
    public static IReadOnlyList<ComponentChange> Of(IReadOnlyList<Component> components, IReadOnlyList<FileChange> files) =>
    [
        .. components.Select(component =>
        {
            var held = files.Where(file => component.Holds(file.Path)).ToList();
            return new ComponentChange(component.Name, new CoverageChange(Sum(held.Select(file => file.Coverage.Base)), Sum(held.Select(file => file.Coverage.Head))));
        }),
    ];

    private static CoverageCounts? Sum(IEnumerable<CoverageCounts?> files)
    {
        CoverageCounts? sum = null;
        foreach (var file in files.OfType<CoverageCounts>())
        {
            sum = sum is not { } known ? file : new CoverageCounts(known.Files + file.Files, known.Lines + file.Lines,
                known.Branches + file.Branches, known.Methods + file.Methods, Math.Max(known.MaxComplexity ?? -1, file.MaxComplexity ?? -1) is >= 0 and var complexity ? complexity : null);
        }
        return sum;
    }
}
