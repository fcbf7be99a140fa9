namespace CoverageHistory.EndToEnd;

public sealed class TestFrameworkTests
{
    [Fact]
    public void Tests_of_MSTest_are_recorded_under_distinct_names() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario, "MSTest.TestFramework", "4.0.2", "MSTest.TestAdapter", "4.0.2", """
            using Microsoft.VisualStudio.TestTools.UnitTesting;
            namespace Shop.Tests;

            [TestClass]
            public class CalculatorTests
            {
                [TestMethod] public void Adds() => Assert.AreEqual(3, Calculator.Add(1, 2));
                [TestMethod, DataRow(5, 3), DataRow(3, 1)] public void Subtracts(int a, int b) => Assert.AreEqual(2, Calculator.Subtract(a, b));
                [TestMethod, DataRow(1, DisplayName = "first"), DataRow(2, DisplayName = "second")] public void Named(int a) => Assert.IsGreaterThan(0, a);
                [TestMethod, Ignore("not now")] public void Ignored() { }
            }
            """);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Equal(
            [
                ("Shop.Tests.CalculatorTests.Adds", TestOutcome.Passed),
                ("Shop.Tests.CalculatorTests.Ignored", TestOutcome.Skipped),
                ("Shop.Tests.CalculatorTests.Named [first]", TestOutcome.Passed),
                ("Shop.Tests.CalculatorTests.Named [second]", TestOutcome.Passed),
                ("Shop.Tests.CalculatorTests.Subtracts(3,1)", TestOutcome.Passed),
                ("Shop.Tests.CalculatorTests.Subtracts(5,3)", TestOutcome.Passed),
            ],
            scenario.History.Tests.Select(test => (test.Name, test.Outcome)));
    });

    [Fact]
    public void Tests_of_NUnit_are_recorded_under_distinct_names() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario, "NUnit", "4.4.0", "NUnit3TestAdapter", "5.2.0", """
            using NUnit.Framework;
            namespace Shop.Tests;

            public class CalculatorTests
            {
                [Test] public void Adds() => Assert.That(Calculator.Add(1, 2), Is.EqualTo(3));
                [TestCase(5, 3), TestCase(3, 1)] public void Subtracts(int a, int b) => Assert.That(Calculator.Subtract(a, b), Is.EqualTo(2));
                [TestCase(1, TestName = "first")] public void Named(int a) => Assert.That(a, Is.GreaterThan(0));
                [Test] public void Inconclusive() => Assert.Inconclusive();
            }
            """);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Equal(
            [
                ("Shop.Tests.CalculatorTests.Adds", TestOutcome.Passed),
                ("Shop.Tests.CalculatorTests.Inconclusive", TestOutcome.Skipped),
                ("Shop.Tests.CalculatorTests.Subtracts(3,1)", TestOutcome.Passed),
                ("Shop.Tests.CalculatorTests.Subtracts(5,3)", TestOutcome.Passed),
                ("Shop.Tests.CalculatorTests.first", TestOutcome.Passed),
            ],
            scenario.History.Tests.Select(test => (test.Name, test.Outcome)));
    });

    [Fact]
    public void Cases_of_xunit_without_a_name_of_their_own_are_told_apart() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(tests: """
            namespace Shop.Tests;

            public class NamingTests
            {
                [Fact(DisplayName = "a sentence")] public void Named() { }
                [Theory(DisplayName = "adds"), InlineData(1), InlineData(2)] public void NamedCases(int a) => Assert.Equal(a, a);
                [Theory, MemberData(nameof(Alike))] public void AlikeCases(object value) => Assert.NotNull(value);
                [Fact(Skip = "not now")] public void Skipped() { }
                public static IEnumerable<object[]> Alike => [[new Thing()], [new Thing()]];
                public sealed class Thing { public override string ToString() => "thing"; }
                public class Nested { [Fact] public void Inner() { } }
            }
            """);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "Shop.Tests.NamingTests+Nested.Inner",
                "Shop.Tests.NamingTests.AlikeCases(value: thing)",
                "Shop.Tests.NamingTests.AlikeCases(value: thing) #2",
                "Shop.Tests.NamingTests.Named",
                "Shop.Tests.NamingTests.NamedCases [adds(a: 1)]",
                "Shop.Tests.NamingTests.NamedCases [adds(a: 2)]",
                "Shop.Tests.NamingTests.Skipped",
            ],
            scenario.History.Tests.Select(test => test.Name));
    });

    private static string AddProject(Scenario scenario, string framework, string frameworkVersion, string adapter, string adapterVersion, string tests)
    {
        var project = scenario.AddTestProject(tests: tests);
        var text = scenario.Read(project)
            .Replace($"\"xunit\" Version=\"{FreshPackage.VersionOf("xunit")}\"", $"\"{framework}\" Version=\"{frameworkVersion}\"", StringComparison.Ordinal)
            .Replace($"\"xunit.runner.visualstudio\" Version=\"{FreshPackage.VersionOf("xunit.runner.visualstudio")}\"", $"\"{adapter}\" Version=\"{adapterVersion}\"", StringComparison.Ordinal)
            .Replace("<Using Include=\"Xunit\" />", "", StringComparison.Ordinal);
        scenario.Write(project, text);
        return project;
    }
}
