using CoverageHistory.TestKit;

namespace CoverageHistory.MSBuild.Tests;

public sealed class RunSettingsFileTests
{
    [Theory]
    [InlineData("""<RunSettings />""", false)]
    [InlineData("""<RunSettings><DataCollectionRunSettings><DataCollectors><DataCollector friendlyName="blame" /></DataCollectors></DataCollectionRunSettings></RunSettings>""", false)]
    [InlineData("""<RunSettings><DataCollectionRunSettings><DataCollectors><DataCollector friendlyName="XPlat code coverage" /></DataCollectors></DataCollectionRunSettings></RunSettings>""", true)]
    [InlineData("""<RunSettings><DataCollectionRunSettings><DataCollectors><DataCollector friendlyName="Code Coverage" enabled="False" /></DataCollectors></DataCollectionRunSettings></RunSettings>""", true)]
    [InlineData("""<RunSettings><DataCollectionRunSettings><DataCollectors><DataCollector uri="datacollector://microsoft/CodeCoverage/2.0" /></DataCollectors></DataCollectionRunSettings></RunSettings>""", true)]
    [InlineData("""<!DOCTYPE x SYSTEM "file:///etc/passwd"><RunSettings />""", false)]
    [InlineData("no XML", true)]
    public void A_file_that_names_a_coverage_collector_decides(string content, bool decides)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("own.runsettings", content);

        Assert.Equal(decides, RunSettingsFile.DecidesOnCoverage("own.runsettings", folder.Path));
    }

    [Fact]
    public void No_file_decides_nothing_and_a_missing_one_leaves_it_to_the_platform()
    {
        Assert.False(RunSettingsFile.DecidesOnCoverage("", "/"));
        Assert.True(RunSettingsFile.DecidesOnCoverage("missing.runsettings", AppContext.BaseDirectory));
    }
}
