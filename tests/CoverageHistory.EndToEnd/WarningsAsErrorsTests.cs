namespace CoverageHistory.EndToEnd;

public sealed class WarningsAsErrorsTests
{
    [Fact]
    public void A_recording_warning_is_no_error_where_warnings_are_errors() => Scenario.Run(scenario =>
    {
        var project = scenario.AddTestProject(
            properties: "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>"
                + "<CoverageHistoryTimeoutSeconds>soon</CoverageHistoryTimeoutSeconds>");

        var result = scenario.Dotnet("test", project);

        Assert.Equal(0, result.ExitCode);
        Assert.NotEmpty(result.LinesWith("warning COVH1011: CoverageHistoryTimeoutSeconds is 'soon'"));
        Assert.Single(scenario.History.Runs);
    });
}
