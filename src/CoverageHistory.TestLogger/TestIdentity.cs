using CoverageHistory.Formats.TestResults;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace CoverageHistory.TestLogger;

/// <summary>The name of a result's test over time: that of <see cref="TestCaseName"/>, from what the platform knows.</summary>
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
    internal static string Of(string fullyQualifiedName, string? displayName, string? managedMethod) =>
        TestCaseName.Of(fullyQualifiedName, displayName, hasCases: managedMethod?.EndsWith(')') == true);
}
