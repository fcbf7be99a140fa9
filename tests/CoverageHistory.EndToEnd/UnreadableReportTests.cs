namespace CoverageHistory.EndToEnd;

public sealed class UnreadableReportTests
{
    [Fact]
    public void A_report_that_cannot_be_read_is_one_warning_and_nothing_is_recorded() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        var warning = Assert.Single(result.LinesWith("COVH").Distinct());
        Assert.Contains("coverage.cobertura.xml", warning, StringComparison.Ordinal);
        Assert.Contains("warning COVH1001: Shop.Tests is not recorded: expected ", warning, StringComparison.Ordinal);
        Assert.Empty(scenario.History.Runs);
        Assert.Empty(result.RunLines);
    });

    [Fact]
    public void It_is_an_error_where_the_user_wants_errors() => Scenario.Run(scenario =>
    {
        var project = AddProject(scenario);

        var result = scenario.Dotnet("test", project, "-p:CoverageHistoryFailOnError=true");

        Assert.Equal(1, result.ExitCode);
        Assert.NotEmpty(result.LinesWith("error COVH1001"));
        Assert.Empty(scenario.History.Runs);
    });

    /// <summary>A target that runs after the tests and before the recording cuts the report off.</summary>
    private static string AddProject(Scenario scenario)
    {
        var project = scenario.AddTestProject();
        var text = scenario.Read(project).Replace("</Project>", """
              <Target Name="Spoil" AfterTargets="VSTest">
                <ItemGroup><Report Include="TestResults/**/coverage.cobertura.xml" /></ItemGroup>
                <WriteLinesToFile File="%(Report.FullPath)" Lines="&lt;coverage&gt;&lt;packages&gt;" Overwrite="true" />
              </Target>
            </Project>
            """, StringComparison.Ordinal);
        scenario.Write(project, text);
        return project;
    }
}
