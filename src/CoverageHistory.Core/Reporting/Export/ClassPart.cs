using CoverageHistory.Model;

namespace CoverageHistory.Reporting.Export;

/// <summary>A class with the lines of a file that are written under it. Tools add the classes of a report up, so each line has one.</summary>
/// <param name="Lines">Ascending.</param>
internal sealed record ClassPart(string Name, IReadOnlyList<MethodCoverage> Methods, IReadOnlyList<LineCoverage> Lines)
{
    /// <summary>A line belongs to the first class with a method that spans it, what no method spans to the first class.</summary>
    public static IReadOnlyList<ClassPart> Of(FileCoverage file)
    {
        if (file.Classes.Count == 0)
            return [new ClassPart(FileName(file.Path), [], file.Lines)];
        var owners = new int[file.Lines.Length];
        // From the last one on, so that the first one has the last word.
        for (var owner = file.Classes.Count - 1; owner > 0; owner--)
        {
            foreach (var method in file.Classes[owner].Methods)
                Claim(file.Lines, method.Lines, owners, owner);
        }
        foreach (var method in file.Classes[0].Methods)
            Claim(file.Lines, method.Lines, owners, 0);
        var lines = file.Classes.Select(_ => new List<LineCoverage>()).ToArray();
        for (var i = 0; i < owners.Length; i++)
            lines[owners[i]].Add(file.Lines[i]);
        return [.. file.Classes.Select((type, index) => new ClassPart(type.Name, type.Methods, lines[index]))];
    }

    private static void Claim(LineCoverage[] lines, int[] numbers, int[] owners, int owner)
    {
        var at = 0;
        foreach (var number in numbers)
        {
            while (at < lines.Length && lines[at].Number < number)
                at++;
            if (at < lines.Length && lines[at].Number == number)
                owners[at] = owner;
        }
    }

    private static string FileName(RepoPath path) => path.Value[(path.Value.LastIndexOf('/') + 1)..];
}
