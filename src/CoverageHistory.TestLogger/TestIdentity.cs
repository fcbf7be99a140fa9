using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace CoverageHistory.TestLogger;

/// <summary>
/// Names a test so that two cases of one method differ and the name stays the same from run to run. The frameworks spread that over two
/// names (measured on xunit.runner.visualstudio 3.1, MSTest 4.0 and NUnit3TestAdapter 5.2): NUnit has the arguments in the fully qualified
/// name, xunit and MSTest only in the display name, which a person may replace altogether.
/// </summary>
internal static class TestIdentity
{
    private const string ManagedMethod = "TestCase.ManagedMethod";

    public static string Of(TestResult result)
    {
        var test = result.TestCase;
        // A theory whose data cannot be serialized is one test case with several results: only the result's name has the arguments.
        var displayName = string.IsNullOrEmpty(result.DisplayName) ? test.DisplayName : result.DisplayName;
        var managedMethod = test.Properties.FirstOrDefault(property => property.Id == ManagedMethod) is { } property
            ? test.GetPropertyValue(property) as string
            : null;
        return Of(test.FullyQualifiedName, displayName, managedMethod);
    }

    /// <param name="managedMethod">Method name with parameter types where the framework states them; null where it states nothing.</param>
    internal static string Of(string fullyQualifiedName, string? displayName, string? managedMethod)
    {
        if (string.IsNullOrEmpty(displayName) || fullyQualifiedName.EndsWith(')'))
            return fullyQualifiedName;
        var method = fullyQualifiedName[(fullyQualifiedName.LastIndexOf('.') + 1)..];
        if ((ArgumentsAfter(fullyQualifiedName, displayName) ?? ArgumentsAfter(method, displayName)) is { } arguments)
            return fullyQualifiedName + arguments;
        var isCase = displayName.EndsWith(')') || managedMethod?.EndsWith(')') == true;
        return isCase ? $"{fullyQualifiedName} [{displayName}]" : fullyQualifiedName;
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
