using CoverageHistory.Formats;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats.Histories;

public sealed class ReportGeneratorHistoryTests
{
    [Fact]
    public void Each_file_that_the_tool_wrote_is_one_run_with_its_tag()
    {
        var entries = Directory.GetFiles(Histories.ReportGenerator).Order(StringComparer.Ordinal)
            .Select(file => Assert.Single(Histories.Read(File.ReadAllBytes(file))!)).ToList();
        Assert.Equal(["v1.0", null, "v1.1"], entries.Select(entry => entry.Tag));
        // What the same reports give when they are read themselves, but for the file that coverlet's has in two assemblies.
        Assert.Equal(
            [CountsOf("coverage.py/coverage.xml").Lines, CountsOf("gcovr/coverage.xml").Lines],
            entries.Take(2).Select(entry => entry.Totals!.Value.Lines));
        Assert.Equal((null, true), (entries[0].Totals!.Value.KnownFiles, entries[2].Totals!.Value.Methods.Total > 0));
        Assert.All(entries, entry => Assert.Equal(2026, entry.At.Year));
    }

    [SharedFact("corpus/reportgenerator-history")]
    public void Histories_from_elsewhere_are_read()
    {
        var files = Directory.GetFiles(RepositoryRoot.Shared("corpus", "reportgenerator-history"));
        Assert.All(files, file =>
        {
            var entry = Assert.Single(Histories.Read(File.ReadAllBytes(file))!);
            Assert.StartsWith(entry.At.ToString("yyyy-MM-dd_HH-mm-ss", System.Globalization.CultureInfo.InvariantCulture), Path.GetFileName(file), StringComparison.Ordinal);
            Assert.InRange(entry.Totals!.Value.Lines.Covered, 1, entry.Totals.Value.Lines.Total);
        });
    }

    [Theory]
    [InlineData("""<coverage version="1.0" date="yesterday" tag=""><assembly name="A"/></coverage>""", "history(1): expected a date like 2026-11-23_02-00-00, found 'yesterday'")]
    [InlineData("<coverage version='1.0' date='2026-01-01_00-00-00'>\n<assembly name='A'>\n<class name='C' coveredlines='3' coverablelines='2' totallines='9' coveredbranches='0' totalbranches='0'/>", "history(3): expected a count that is not above its total, found 3 of 2")]
    [InlineData("<coverage version='1.0' date='2026-01-01_00-00-00'>\n<assembly name='A'><class name='C' coveredlines='-1' coverablelines='2'", "history(2): ")]
    [InlineData("<coverage version='1.0' date='2026-01-01_00-00-00'>\n<assembly name='A'>\n", "history(3): ")]
    [InlineData("<coverage version='1.0' date='2026-01-01_00-00-00'>\n<assembly><class coveredlines='many' coverablelines='2' coveredbranches='0' totalbranches='0'/></assembly></coverage>", "history(2): expected a whole number as coveredlines, found 'many'")]
    public void A_damaged_file_is_refused_with_line_and_reason(string text, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<ReportFormatException>(() => Histories.Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""<coverage line-rate="0.5" date="2026-01-01_00-00-00"><packages/></coverage>""")]
    [InlineData("""<coverage generated="1" clover="4"><project/></coverage>""")]
    [InlineData("""<coverage version="1"><file path="a"/></coverage>""")]
    public void Reports_with_the_same_root_are_no_histories(string text) => Assert.Null(Histories.Read(text));

    private static CoverageCounts CountsOf(string fixture) => CoverageCounts.Of(Reports.Read(Fixtures.Bytes(fixture)).Files);
}
