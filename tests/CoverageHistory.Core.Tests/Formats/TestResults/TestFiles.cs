using System.Globalization;
using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats.TestResults;

/// <summary>Reads test results the way files are read, and writes them down for comparison.</summary>
internal static class TestFiles
{
    public static TestReport Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static TestReport Read(byte[] content)
    {
        var file = ReportFile.Read(new MemoryStream(content), "results.xml", ReadLimits.Default, CancellationToken.None);
        Assert.Null(file.Coverage);
        return Assert.IsType<TestReport>(file.Tests);
    }

    public static TestReport ReadFixture(string name) => Read(File.ReadAllBytes(PathOf(name)));

    public static string PathOf(string name) => Path.Combine(
        TestKit.RepositoryRoot.Path, "tests", "CoverageHistory.Core.Tests", "Formats", "TestResults", "Fixtures", name);

    public static ReportFormatException Refused(string text) => Assert.Throws<ReportFormatException>(() => Read(text));

    /// <summary>Status, then one line a test: outcome, name, and the duration when it is asked for.</summary>
    public static string Text(this TestReport report, bool withDuration = false) => string.Join('\n',
        report.Tests.Select(test => $"{test.Outcome} {test.Name}{(withDuration ? test.Duration.TotalSeconds.ToString(" 0.#######", CultureInfo.InvariantCulture) : "")}")
            .Prepend(report.Status.ToString()));

    /// <summary>The same with the tests in the order of their names, for tools that run tests in any order.</summary>
    public static string SortedText(this TestReport report) => string.Join('\n',
        report.Tests.Select(test => $"{test.Outcome} {test.Name}").Order(StringComparer.Ordinal).Prepend($"{report.Format} {report.Status}"));
}
