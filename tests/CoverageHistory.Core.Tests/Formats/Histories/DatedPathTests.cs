using System.Globalization;
using CoverageHistory.Formats.Histories;

namespace CoverageHistory.Core.Tests.Formats.Histories;

public sealed class DatedPathTests
{
    [Theory]
    [InlineData("2026-11-23.xml", "2026-11-23 00:00:00")]
    [InlineData("coverage-20261123.xml", "2026-11-23 00:00:00")]
    [InlineData("coverage_2026.11.23.xml", "2026-11-23 00:00:00")]
    [InlineData("2026-11-23T02-15-30Z/coverage.xml", "2026-11-23 02:15:30")]
    [InlineData("20261123_0215/unit/coverage.xml", "2026-11-23 02:15:00")]
    [InlineData("2026-11-23_02-15-30_coverage.xml", "2026-11-23 02:15:30")]
    [InlineData("2026-01-01/coverage-2026-11-23.xml", "2026-11-23 00:00:00")]
    [InlineData("build 4711/2026-11-23/coverage.xml", "2026-11-23 00:00:00")]
    [InlineData("2026-11-23-build-4711.xml", "2026-11-23 00:00:00")]
    [InlineData("20261123021530.xml", "2026-11-23 02:15:30")]
    [InlineData("2026-11-23-99-99.xml", "2026-11-23 00:00:00")]
    public void The_nearest_name_with_a_date_tells_it(string path, string expected) =>
        Assert.Equal(expected, DatedPath.FindDate(path)?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("coverage.xml")]
    [InlineData("2026-13-01.xml")]
    [InlineData("2026-02-30.xml")]
    [InlineData("120261123.xml")]
    [InlineData("1.20.2611.23/x.xml")]
    [InlineData("build-4711/coverage.xml")]
    public void Other_numbers_are_no_dates(string path) => Assert.Null(DatedPath.FindDate(path));

    [Fact]
    public void A_full_object_name_names_the_commit()
    {
        var sha = new string('a', 39) + "1";
        Assert.Equal(sha, DatedPath.FindCommit($"{sha}/coverage.xml"));
        Assert.Equal(sha, DatedPath.FindCommit($"2026-11-23-{sha}.xml"));
        Assert.Null(DatedPath.FindCommit("abc1234/coverage.xml"));
    }
}
