namespace CoverageHistory.EndToEnd;

public sealed class UnstableLinesTests
{
    [Fact]
    public void A_line_that_only_some_runs_of_one_commit_reach_is_unstable() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write("tests/Shop.Tests/More.cs", """
            namespace Shop.Tests;

            public class SometimesTests
            {
                [Fact] public void Sometimes() => Assert.Equal(6, Environment.GetEnvironmentVariable("BY_CHANCE") == "1" ? Calculator.Multiply(2, 3) : 6);
            }

            """);
        scenario.Repository.Commit();
        foreach (var chance in (string[])["1", "0", "1"])
        {
            scenario.Environment["BY_CHANCE"] = chance;
            var tested = scenario.Dotnet("test", project);
            Assert.Equal(0, tested.ExitCode);
            Assert.DoesNotContain("COVH", tested.Output, StringComparison.Ordinal);
        }

        var line = Assert.Single(scenario.History.UnstableLines);

        Assert.Equal((SampleProjects.LibraryFile, 2, 3, 2), (line.Path.Value, line.RunsCovered, line.RunsSeen, line.Flips));
        Assert.Contains("Multiply", scenario.Read(SampleProjects.LibraryFile).Split('\n')[line.Number - 1], StringComparison.Ordinal);
    });
}
