namespace CoverageHistory.EndToEnd;

public sealed class OddNamesTests
{
    /// <summary>What MSBuild would take for a list, an escape, a property, an item list and an error.</summary>
    private const string Odd = "a;b%3Bc$(X)@(Y)%20 ü x(1,1): error CS1: no";

    [Fact]
    public void Odd_names_of_tests_and_files_are_recorded_as_they_are() => Scenario.Run(scenario =>
    {
        scenario.Write("src/Shop/Odd;%3B$(X)@(Y) ü.cs", "namespace Shop; public static class Odd { public static int One() => 1; }");
        var project = scenario.AddTestProject(tests: $$"""
            namespace Shop.Tests;

            public class OddTests
            {
                [Theory, InlineData("{{Odd}}")] public void Odd(string name) => Assert.Equal(1, Shop.Odd.One() + 0 * name.Length);
            }
            """);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.LinesWith("COVH"));
        Assert.Equal($"Shop.Tests.OddTests.Odd(name: \"{Odd}\")", Assert.Single(scenario.History.Tests).Name);
        var file = Assert.Single(scenario.History.Files, file => file.Lines.Any(line => line.IsCovered));
        Assert.Equal("src/Shop/Odd;%3B$(X)@(Y) ü.cs", file.Path.Value);
    });

    /// <summary>Folders called <c>;</c>, <c>%3B</c> or <c>@(Y)</c> stop the SDK itself.</summary>
    [Fact]
    public void An_odd_folder_and_branch_do_no_harm() => Scenario.Run(
        scenario =>
        {
            var project = scenario.AddTestProject();
            scenario.Repository.Git("checkout", "-q", "-b", "a;b%3Bc$(X)@(Y)ü{0}");
            scenario.Repository.Commit();

            var result = scenario.Dotnet("test", project);

            Assert.Equal(0, result.ExitCode);
            Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
            Assert.Equal("a;b%3Bc$(X)@(Y)ü{0}", scenario.History.OnlyRun.Run.Branch);
            Assert.Contains(" on a;b%3Bc$(X)@(Y)ü{0}@", Assert.Single(result.RunLines), StringComparison.Ordinal);
        },
        folder: "own $(X) 'ü'");

    [Theory]
    [InlineData("r;s")]
    [InlineData("r%3Bs")]
    [InlineData("r@(Y)$(X)")]
    [InlineData("r ü #?")]
    public void Reports_in_an_odd_folder_are_found(string folder) => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write("test.runsettings", $"""
            <RunSettings><RunConfiguration><ResultsDirectory>{folder}</ResultsDirectory></RunConfiguration></RunSettings>
            """);

        var result = scenario.Dotnet("test", project, "--settings", "test.runsettings");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Single(Directory.EnumerateFiles(Path.Combine(scenario.Root, folder), "coverage.cobertura.xml", SearchOption.AllDirectories));
    });
}
