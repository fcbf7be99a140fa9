using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CsCheck;

namespace CoverageHistory.Core.Tests.Reporting;

public sealed class PercentTests
{
    [Theory]
    [InlineData(158, 221, "71.5 %")]
    [InlineData(0, 10, "0.0 %")]
    [InlineData(10, 10, "100.0 %")]
    [InlineData(99_999, 100_000, "99.9 %")]
    [InlineData(1, 100_000, "0.1 %")]
    [InlineData(1, 8, "12.5 %")]
    [InlineData(1, 16, "6.2 %")]
    [InlineData(3, 16, "18.8 %")]
    [InlineData(0, 0, "n/a")]
    public void A_rate_is_rounded_half_to_even_and_never_to_all_or_nothing(long covered, long total, string expected) =>
        Assert.Equal(expected, Percent.Text(new CoveredCount(covered, total)));

    [Fact]
    public void Only_full_coverage_reads_100_and_only_none_reads_0() =>
        Gen.Int[1, 5_000_000].SelectMany(total => Gen.Int[0, total].Select(covered => new CoveredCount(covered, total))).Sample(count =>
        {
            Assert.Equal(count.Covered == count.Total, Percent.Text(count) == "100.0 %");
            Assert.Equal(count.Covered == 0, Percent.Text(count) == "0.0 %");
        });

    [Theory]
    [InlineData(0.0042, "+0.4")]
    [InlineData(-0.0042, "-0.4")]
    [InlineData(0.0003, "+<0.1")]
    [InlineData(-0.0003, "-<0.1")]
    [InlineData(0.0, "0.0")]
    [InlineData(1.0, "+100.0")]
    public void A_change_has_a_sign_unless_there_is_none(double change, string expected) =>
        Assert.Equal(expected, Percent.Change(change));

    [Fact]
    public void The_same_fraction_in_other_numbers_is_no_change() =>
        Assert.Equal("0.0", Percent.Change((double)49 / 70 - (double)7 / 10));

    [Fact]
    public void Nothing_to_compare_is_no_text() => Assert.Equal("", Percent.Change((double?)null));
}
