using CoverageHistory.Model;

namespace CoverageHistory.Storage.Maps;

/// <summary>
/// A file's coverage as two maps. What the code decides (coverable lines, branch totals, methods) is the structure, what the tests
/// decide is the state, so that a run that covers other lines of the same code stores only a small state.
/// </summary>
internal static class FileMaps
{
    /// <summary>Any bytes give coverage or an <see cref="InvalidDataException"/>.</summary>
    public static FileCoverage Decode(string module, RepoPath path, ContentId content, ReadOnlySpan<byte> structure, ReadOnlySpan<byte> state)
    {
        var reader = new BlobReader(structure);
        var lines = StructureMap.ReadLines(ref reader, mostLines: StateMap.MostLines(state));
        var outcomes = StructureMap.ReadOutcomes(ref reader);
        var classes = StructureMap.ReadClasses(ref reader, lines);
        reader.End();
        StateMap.Apply(state, lines, outcomes);
        return new FileCoverage { Module = module, Path = path, Content = content, Lines = lines, Outcomes = outcomes, Classes = classes };
    }
}
