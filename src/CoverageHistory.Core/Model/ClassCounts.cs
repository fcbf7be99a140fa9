using System.Buffers;

namespace CoverageHistory.Model;

/// <summary>Counts one class of a file: the lines its methods span.</summary>
internal static class ClassCounts
{
    private static readonly SearchValues<string> MadeByCompiler = SearchValues.Create(["+<", ".<"], StringComparison.Ordinal);

    /// <summary>
    /// The part of the file that belongs to the classes that match; null when none does. Types a compiler makes inside a class
    /// (closures, iterators and async methods, <c>Outer/&lt;Name&gt;d__1</c>) belong to it.
    /// </summary>
    public static FileCoverage? PartOf(FileCoverage file, Predicate<string> isMatch)
    {
        var classes = file.Classes.Where(type => isMatch(DeclaredName(type.Name))).ToList();
        if (classes.Count == 0)
            return null;
        var numbers = classes.SelectMany(type => type.Methods).SelectMany(method => method.Lines).ToHashSet();
        return new FileCoverage
        {
            Path = file.Path,
            Module = file.Module,
            Lines = [.. file.Lines.Where(line => numbers.Contains(line.Number))],
            Outcomes = [.. file.Outcomes.Where(outcome => numbers.Contains(outcome.Line))],
            Classes = classes,
        };
    }

    /// <summary>
    /// Matches a full name, or its end after a dot (<c>Parser</c> finds <c>Shop.Parser</c>), or a pattern with <c>*</c> and <c>?</c>.
    /// Nested types are <c>Outer+Inner</c> or <c>Outer/Inner</c>, in the pattern and in the name.
    /// </summary>
    public static Predicate<string> Matching(string pattern)
    {
        var wanted = pattern.Replace('/', '+');
        if (PathGlob.IsPattern(wanted))
            return new PathGlob(wanted).IsMatch;
        return name => name == wanted || name.EndsWith("." + wanted, StringComparison.Ordinal);
    }

    private static string DeclaredName(string name)
    {
        var plain = name.Replace('/', '+');
        var made = plain.AsSpan().IndexOfAny(MadeByCompiler);
        return made < 0 ? plain : plain[..made];
    }
}
