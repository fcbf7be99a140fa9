namespace CoverageHistory.Model;

/// <summary>
/// The path of a source file: relative to the repository root with <c>/</c> as separator and no <c>.</c> or <c>..</c> segment,
/// or, for a file outside the repository, the absolute path or URL the report gave, with <c>/</c> as separator.
/// Compared ordinally, so two spellings that differ in case are two files.
/// </summary>
public sealed record RepoPath(string Value) : IComparable<RepoPath>
{
    /// <summary>True when the path leaves the repository: it is rooted, by either system's rules, or a URL.</summary>
    public bool IsOutside => Value.StartsWith('/') || (Value.Length > 1 && Value[1] == ':') || Value.Contains("://", StringComparison.Ordinal);

    public int CompareTo(RepoPath? other) => string.CompareOrdinal(Value, other?.Value);

    public override string ToString() => Value;
}
