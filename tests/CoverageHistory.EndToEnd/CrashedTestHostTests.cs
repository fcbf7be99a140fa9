namespace CoverageHistory.EndToEnd;

public sealed class CrashedTestHostTests
{
    [Fact]
    public void A_run_whose_test_host_crashes_is_recorded_as_aborted() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(tests: """
            namespace Shop.Tests;

            public class CrashingTests
            {
                [Fact] public void Crashes()
                {
                    Calculator.Add(1, 2);
                    Environment.FailFast("crash");
                }
            }
            """);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(RunStatus.Aborted, scenario.History.OnlyRun.Run.Status);
        Assert.Contains(", aborted, run ", Assert.Single(result.RunLines), StringComparison.Ordinal);
        Assert.Empty(result.LinesWith("COVH"));
    });
}
