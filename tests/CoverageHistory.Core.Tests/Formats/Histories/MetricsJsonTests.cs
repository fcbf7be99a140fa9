using System.Text;
using CoverageHistory.Formats;

namespace CoverageHistory.Core.Tests.Formats.Histories;

public sealed class MetricsJsonTests
{
    [Theory]
    [InlineData("""{"schemaVersion":1,"label":"coverage","message":"87.3%","color":"green"}""", "line_rate 0.873")]
    [InlineData("""{"label":"branch coverage","message":"50 %","color":"red","schemaVersion":1}""", "branch_rate 0.5")]
    [InlineData("""{"coverage": 87.3}""", "line_rate 0.873")]
    [InlineData("""{"coverage":"100%"}""", "line_rate 1")]
    [InlineData("""{"timestamp":"2026-01-01","line_rate":0.25,"branch-rate":0.5}""", "line_rate 0.25, branch_rate 0.5")]
    [InlineData("""{"commit":"abc","lineCoverage":12,"branchCoverage":0,"files":{"a":1}}""", "line_rate 0.12, branch_rate 0")]
    public void Rates_are_found_under_the_names_people_give_them(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", Read(text).Values.Select(value => FormattableString.Invariant($"{value.Metric.Name} {Math.Round(value.Value, 9)}"))));

    [Theory]
    [InlineData("""{"schemaVersion":1,"label":"coverage","message":"unknown","color":"grey"}""", "a percentage as message, such as \"87.3%\"")]
    [InlineData("""{"coverage": 187.3}""", "a percentage from 0 to 100")]
    [InlineData("""{"coverage": -1}""", "a percentage from 0 to 100")]
    [InlineData("""{"coverage": 1e999}""", "a percentage from 0 to 100")]
    [InlineData("""{"line_rate": 1.5}""", "a percentage from 0 to 100")]
    [InlineData("""{"coverage": 1, "coverage": 2}""", "each name once")]
    [InlineData("""{"coverage": 1} x""", "JSON")]
    public void What_is_no_rate_is_refused(string text, string expected)
    {
        var refused = Assert.Throws<ReportFormatException>(() => Read(text));
        Assert.True(refused.Expected == expected || (expected.StartsWith("a percentage from", StringComparison.Ordinal) && refused.Expected == "a rate from 0 to 1"), refused.Message);
        Assert.Equal(1, refused.Line);
    }

    [Theory]
    [InlineData("""{"name":"package","version":"1.0.0"}""")]
    [InlineData("""{"coverage":true}""")]
    [InlineData("""{"lines":120}""")]
    [InlineData("""[{"coverage":1}]""")]
    public void Other_json_is_of_no_known_format(string text) =>
        Assert.StartsWith("a report in one of the formats", Assert.Throws<ReportFormatException>(() => Read(text)).Expected, StringComparison.Ordinal);

    private static ReportFile Read(string text) =>
        ReportFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x", ReadLimits.Default, default);
}
