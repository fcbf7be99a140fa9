using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Tests.Terminal;

public sealed class SparklineTests
{
    [Fact]
    public void The_lowest_and_the_highest_value_have_the_lowest_and_highest_bar() =>
        Assert.Equal("▁▅█", Sparkline.Draw([1, 2, 3], 10, Glyphs.Unicode));

    [Fact]
    public void A_level_series_is_drawn_in_the_middle() => Assert.Equal("▅▅", Sparkline.Draw([0.5, 0.5], 10, Glyphs.Unicode));

    [Fact]
    public void A_missing_value_is_a_gap_and_the_last_values_are_kept() => Assert.Equal("▁ █", Sparkline.Draw([9, 1, null, 2], 3, Glyphs.Unicode));

    [Fact]
    public void Nothing_known_is_nothing_drawn() => Assert.Equal("", Sparkline.Draw([null], 3, Glyphs.Unicode));
}
