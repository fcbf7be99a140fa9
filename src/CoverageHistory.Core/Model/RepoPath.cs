namespace CoverageHistory.Model;

/// <summary>
/// The path of a source file: relative to the repository root with <c>/</c> as separator and no <c>.</c> or <c>..</c> segment,
/// or, for a file outside the repository, the absolute path or URL the report gave, with <c>/</c> as separator.
/// Compared ordinally, so two spellings that differ in case are two files.
/// </summary>
/// <param name="Value">The path as text, in the form above.</param>
public sealed record RepoPath(string Value) : IComparable<RepoPath>
{
    /// <summary>True when the path leaves the repository: it is rooted, by either system's rules, or a URL.</summary>
    public bool IsOutside => Value.StartsWith('/') || (Value.Length > 1 && Value[1] == ':') || Value.Contains("://", StringComparison.Ordinal);

    /// <summary>
    /// True when a tool wrote the file, by the names that compilers and designers of .NET give: below a folder <c>obj</c>, or ending in
    /// <c>.g.cs</c>, <c>.g.i.cs</c>, <c>.generated.cs</c>, <c>.designer.cs</c> (of Visual Basic and F#, too).
    /// </summary>
    public bool IsGenerated
    {
        get
        {
            const StringComparison ignoreCase = StringComparison.OrdinalIgnoreCase;
            if (Value.StartsWith("obj/", ignoreCase) || Value.Contains("/obj/", ignoreCase))
                return true;
            var language = Value.LastIndexOf('.');
            if (language < 0 || !(Value.EndsWith(".cs", ignoreCase) || Value.EndsWith(".vb", ignoreCase) || Value.EndsWith(".fs", ignoreCase)))
                return false;
            var name = Value.AsSpan(0, language);
            return name.EndsWith(".g", ignoreCase) || name.EndsWith(".g.i", ignoreCase)
                || name.EndsWith(".generated", ignoreCase) || name.EndsWith(".designer", ignoreCase);
        }
    }

    public int CompareTo(RepoPath? other) => string.CompareOrdinal(Value, other?.Value);

    public override string ToString() => Value;
}
