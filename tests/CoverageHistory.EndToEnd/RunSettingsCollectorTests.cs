namespace CoverageHistory.EndToEnd;

public sealed class RunSettingsCollectorTests
{
    [Fact]
    public void Collector_options_in_a_settings_file_hold() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write("src/Shop/Ignored.cs", "namespace Shop; public static class Ignored { public static int One() => 1; }");
        scenario.Write("test.runsettings", """
            <RunSettings>
              <DataCollectionRunSettings><DataCollectors><DataCollector friendlyName="XPlat code coverage"><Configuration>
                <Exclude>[Shop]Shop.Ignored</Exclude>
                <Format>opencover,cobertura</Format>
              </Configuration></DataCollector></DataCollectors></DataCollectionRunSettings>
            </RunSettings>
            """);

        var result = scenario.Dotnet("test", project, "--settings", "test.runsettings");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(new CoveredCount(2, 4), scenario.History.OnlyRun.Coverage?.Lines);
        Assert.Equal(["coverage.cobertura.xml", "coverage.opencover.xml"], Reports(scenario));
    });

    [Fact]
    public void Another_coverage_collector_in_a_settings_file_is_the_only_one() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write("test.runsettings", """
            <RunSettings>
              <DataCollectionRunSettings><DataCollectors><DataCollector friendlyName="Code Coverage"><Configuration>
                <Format>cobertura</Format>
              </Configuration></DataCollector></DataCollectors></DataCollectionRunSettings>
            </RunSettings>
            """);

        var result = scenario.Dotnet("test", project, "--settings", "test.runsettings");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("coverage.cobertura.xml", Reports(scenario));
        Assert.Contains(scenario.History.Files, file => file.Path.Value == SampleProjects.LibraryFile);
    });

    [Fact]
    public void A_collector_that_a_settings_file_turns_off_stays_off() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject();
        scenario.Write("test.runsettings", """
            <RunSettings>
              <DataCollectionRunSettings><DataCollectors><DataCollector friendlyName="XPlat code coverage" enabled="False" /></DataCollectors></DataCollectionRunSettings>
            </RunSettings>
            """);

        var result = scenario.Dotnet("test", project, "--settings", "test.runsettings");

        Assert.Equal(0, result.ExitCode);
        Assert.Null(scenario.History.OnlyRun.Coverage);
        Assert.Equal(3, scenario.History.Tests.Count);
        Assert.Empty(Reports(scenario));
    });

    private static IEnumerable<string> Reports(Scenario scenario) =>
        Directory.EnumerateFiles(scenario.Root, "*.xml", SearchOption.AllDirectories)
            .Where(path => path.Contains("TestResults", StringComparison.Ordinal))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
