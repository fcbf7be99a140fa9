namespace CoverageHistory.Model;

/// <summary>The part of a class that stands in one file.</summary>
/// <param name="Name">Full name as the report gives it, with <c>/</c> or <c>+</c> before nested types as the producer writes them.</param>
/// <param name="Methods">Those with lines in the file.</param>
public sealed record ClassCoverage(string Name, IReadOnlyList<MethodCoverage> Methods);
