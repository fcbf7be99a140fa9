using CoverageHistory.TestLogger;

namespace CoverageHistory.MSBuild.Tests;

public sealed class TestIdentityTests
{
    [Theory]
    // xunit
    [InlineData("N.C.M", "N.C.M", "M", "N.C.M")]
    [InlineData("N.C.M", "N.C.M(a: 1, b: \"x\")", "M", "N.C.M(a: 1, b: \"x\")")]
    [InlineData("N.C.M", "M(a: 1)", "M", "N.C.M(a: 1)")]
    [InlineData("N.C+D.M", "N.C+D.M(a: 1)", "M", "N.C+D.M(a: 1)")]
    [InlineData("N.C.M", "a sentence", "M", "N.C.M")]
    [InlineData("N.C.M", "adds(a: 1)", "M", "N.C.M [adds(a: 1)]")]
    [InlineData("N.C.Add", "N.C.AddMore", "Add", "N.C.Add")]
    // MSTest
    [InlineData("N.C.M", "M", "M", "N.C.M")]
    [InlineData("N.C.M", "M (1,\"a;b\")", "M(System.Int32,System.String)", "N.C.M(1,\"a;b\")")]
    [InlineData("N.C.M", "first", "M(System.Int32)", "N.C.M [first]")]
    // NUnit
    [InlineData("N.C.M(1.5,\"c\")", "M(1.5,\"c\")", null, "N.C.M(1.5,\"c\")")]
    [InlineData("N.F(1.5).M", "M", null, "N.F(1.5).M")]
    [InlineData("N.C.first", "first", null, "N.C.first")]
    [InlineData("N.C.M", null, null, "N.C.M")]
    public void The_name_has_the_arguments_and_no_sentence(string fullyQualifiedName, string? displayName, string? managedMethod, string expected) =>
        Assert.Equal(expected, TestIdentity.Of(fullyQualifiedName, displayName, managedMethod));
}
