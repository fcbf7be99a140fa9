using CoverageHistory.Reporting;
using CsCheck;

namespace CoverageHistory.Core.Tests.Reporting;

public sealed class NiceScaleTests
{
    [Fact]
    public void Rates_lie_on_the_scale_and_the_scale_within_0_and_1() => Gen.Double[0, 1].Array[1, 20].Sample(rates =>
    {
        var scale = NiceScale.OfRates(rates, 6);
        Assert.InRange(scale.Low, -1e-9, rates.Min() + 1e-9);
        Assert.InRange(scale.High, rates.Max() - 1e-9, 1 + 1e-9);
        Assert.InRange(scale.Ticks.Count(), 2, 6);
    });

    [Fact]
    public void Amounts_lie_on_the_scale() => Gen.Select(Gen.Double[0, 1e9].Array[1, 20], Gen.Int[2, 8]).Sample((amounts, ticks) =>
    {
        var scale = NiceScale.OfAmounts(amounts, ticks, whole: false);
        Assert.All(amounts, amount => Assert.InRange(scale.Position(amount), -1e-6, 1 + 1e-6));
        Assert.InRange(scale.Ticks.Count(), 2, ticks);
    });

    [Fact]
    public void Whole_numbers_have_whole_ticks() => Gen.Int[0, 100_000].Array[1, 20].Sample(counts =>
    {
        var scale = NiceScale.OfAmounts([.. counts.Select(count => (double)count)], 5, whole: true);
        Assert.All(scale.Ticks, tick => Assert.Equal(Math.Round(tick), tick, 6));
    });

    [Fact]
    public void A_level_series_is_not_drawn_as_a_cliff() =>
        Assert.True(NiceScale.OfRates([0.7149, 0.7151], 6) is { High: var high, Low: var low } && high - low >= 0.02);

    [Fact]
    public void No_values_give_a_scale_to_draw_an_empty_chart_with() => Assert.Equal(2, NiceScale.OfRates([], 2).Ticks.Count());
}
