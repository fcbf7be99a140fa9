using CoverageHistory.TestKit;

namespace CoverageHistory.MSBuild.Tests;

public sealed class CoverageReportsTests : IDisposable
{
    private const string Coverlet = "datacollector://microsoft/CoverletCodeCoverage/1.0";
    private const string Microsoft = "datacollector://microsoft/CodeCoverage/2.0";
    private const string Blame = "datacollector://microsoft/TestPlatform/Extensions/Blame/v1";

    private readonly TemporaryDirectory _folder = new();

    [Fact]
    public void Of_the_spellings_of_one_report_one_is_read() => Assert.Equal(
        ["/r/1/coverage.cobertura.xml", "/r/2/coverage.opencover.xml"],
        CoverageReports.Of(
        [
            new(Coverlet, "/r/1/coverage.json"), new(Coverlet, "/r/1/coverage.cobertura.xml"), new(Coverlet, "/r/1/coverage.info"),
            new(Coverlet, "/r/2/coverage.info"), new(Coverlet, "/r/2/coverage.opencover.xml"),
        ]));

    [Fact]
    public void What_other_collectors_leave_is_no_report() => Assert.Equal(
        ["/r/3/own.cobertura.xml"],
        CoverageReports.Of(
        [
            new(Blame, "/r/1/Sequence.xml"), new(Microsoft, "/r/2/data.coverage"), new("datacollector://own", "/r/3/own.cobertura.xml"),
        ]));

    [Theory]
    [InlineData("results/")]
    [InlineData("results/coverage")]
    [InlineData("results/coverage.xml")]
    public void Of_coverlet_msbuild_the_report_of_this_session_is_read(string output)
    {
        var startedAt = DateTimeOffset.UtcNow.AddMinutes(-1);
        _folder.Write("results/coverage.cobertura.xml", "");
        _folder.Write("results/coverage.json", "");
        _folder.Write("results/other.txt", "");
        File.SetLastWriteTimeUtc(_folder.Write("results/coverage.old.cobertura.xml", ""), startedAt.UtcDateTime.AddMinutes(-1));

        Assert.Equal([_folder["results/coverage.cobertura.xml"]], CoverageReports.WrittenBy(output, Options("net10.0"), startedAt));
    }

    [Fact]
    public void Of_two_frameworks_in_one_folder_each_reads_its_own()
    {
        _folder.Write("coverage.net10.0.cobertura.xml", "");
        _folder.Write("coverage.net8.0.cobertura.xml", "");

        Assert.Equal([_folder["coverage.net8.0.cobertura.xml"]], CoverageReports.WrittenBy("./", Options("net8.0"), DateTimeOffset.UnixEpoch));
    }

    public void Dispose() => _folder.Dispose();

    private SessionOptions Options(string framework) => new() { SessionFile = "", ProjectFile = _folder["Own.csproj"], Framework = framework };
}
