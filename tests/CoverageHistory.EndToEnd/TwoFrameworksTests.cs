namespace CoverageHistory.EndToEnd;

public sealed class TwoFrameworksTests
{
    /// <summary>The tests of the older framework run on the runtime that is installed.</summary>
    private const string TwoFrameworks = "<TargetFramework /><TargetFrameworks>net10.0;net8.0</TargetFrameworks><RollForward>Major</RollForward>";

    [Fact]
    public void Two_frameworks_make_one_run_with_a_session_each() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        var run = scenario.History.OnlyRun;
        Assert.Equal(new CoveredCount(3, 4), run.Coverage?.Lines);
        Assert.Equal(["net10.0", "net8.0"], scenario.History.Sessions.Select(session => session.Session.Framework));
        Assert.Equal([new CoveredCount(2, 4), new CoveredCount(1, 4)], scenario.History.Sessions.Select(session => session.Coverage!.Value.Lines));
        Assert.Equal(2, result.RunLines.Count);
    });

    [Fact]
    public void One_framework_of_two_makes_one_session() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project, "-f", "net8.0");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(1, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Equal("net8.0", Assert.Single(scenario.History.Sessions).Session.Framework);
    });

    private static string AddProject(Scenario scenario)
    {
        scenario.Environment["DOTNET_ROLL_FORWARD"] = "LatestMajor";
        scenario.Write("src/Shop/Shop.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>
            """);
        return scenario.AddTestProject(properties: TwoFrameworks, tests: """
            namespace Shop.Tests;

            public class FrameworkTests
            {
            #if NET10_0_OR_GREATER
                [Fact] public void Adds() => Assert.Equal(5, Calculator.Subtract(Calculator.Add(4, 3), 2));
            #else
                [Fact] public void Multiplies() => Assert.Equal(12, Calculator.Multiply(4, 3));
            #endif
            }
            """);
    }
}
