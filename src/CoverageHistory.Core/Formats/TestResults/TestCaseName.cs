namespace CoverageHistory.Formats.TestResults;

/// <summary>
/// Names a test so that two cases of one method differ and the name stays the same from run to run, whether it comes from the test
/// platform or from a file it wrote. The frameworks spread that over two names (measured on xunit.runner.visualstudio 3.1, MSTest 4.0 and
/// NUnit3TestAdapter 5.2): NUnit has the arguments in the fully qualified name, xunit and MSTest only in the display name, which a person
/// may replace altogether.
/// </summary>
internal static class TestCaseName
{
    /// <param name="hasCases">The method takes arguments, so that one name for all its cases would not do.</param>
    public static string Of(string fullyQualifiedName, string? displayName, bool hasCases)
    {
        if (string.IsNullOrEmpty(displayName) || fullyQualifiedName.EndsWith(')'))
            return fullyQualifiedName;
        var method = fullyQualifiedName[(fullyQualifiedName.LastIndexOf('.') + 1)..];
        if ((ArgumentsAfter(fullyQualifiedName, displayName) ?? ArgumentsAfter(method, displayName)) is { } arguments)
            return fullyQualifiedName + arguments;
        return hasCases || displayName.EndsWith(')') ? $"{fullyQualifiedName} [{displayName}]" : fullyQualifiedName;
    }

    /// <summary><c>(1, 2)</c> of <c>Adds(1, 2)</c> or <c>Adds (1, 2)</c>, empty for <c>Adds</c> itself, null for another name.</summary>
    private static string? ArgumentsAfter(string name, string displayName)
    {
        if (!displayName.StartsWith(name, StringComparison.Ordinal))
            return null;
        var rest = displayName.AsSpan(name.Length).TrimStart(' ');
        return rest.IsEmpty || rest[0] == '(' ? rest.ToString() : null;
    }
}
