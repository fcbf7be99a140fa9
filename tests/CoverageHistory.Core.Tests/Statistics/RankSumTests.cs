using CoverageHistory.Statistics;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class RankSumTests
{
    /// <summary>By hand: of 4 × 5 pairs the first is larger in 4, so U is 6 from its mean of 10; the variance is 20 · 10 / 12.</summary>
    [Fact]
    public void Evidence_is_the_square_of_the_standardised_rank_sum() =>
        Assert.Equal(36 / (20 * 10 / 12.0), RankSum.Evidence([1, 2, 5, 6], [3, 4, 7, 8, 9]), 12);

    /// <summary>Two of four values are alike: ranks 1, 2.5, 2.5 and 4; the variance loses 4 · 6 / (12 · 4 · 3).</summary>
    [Fact]
    public void Ties_count_half_and_lessen_the_variance() =>
        Assert.Equal(1.5 * 1.5 / (4 / 12.0 * (5 - (6 / 12.0))), RankSum.Evidence([1, 2], [2, 4]), 12);

    [Fact]
    public void Stretches_that_do_not_overlap_are_as_different_as_can_be()
    {
        Assert.Equal(double.PositiveInfinity, RankSum.Evidence([1, 2, 3], [4]));
        Assert.Equal(double.PositiveInfinity, RankSum.Evidence([5, 6], [1, 4, 4]));
    }

    [Fact]
    public void Equal_values_are_no_evidence() => Assert.Equal(0, RankSum.Evidence([7, 7, 7], [7, 7]));

    [Fact]
    public void Which_stretch_comes_first_does_not_matter() =>
        Assert.Equal(RankSum.Evidence([1, 4, 2, 8], [3, 9, 7]), RankSum.Evidence([3, 9, 7], [1, 4, 2, 8]), 12);
}
