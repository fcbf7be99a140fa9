using CoverageHistory.Statistics;
using CoverageHistory.TestKit;
using CsCheck;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class LevelWatchTests
{
    private static readonly Gen<double[]> Series = Gen.Select(Gen.Int[0, 1_000], Gen.Int[5, 150], Gen.Int[0, SyntheticSeries.Families.Count - 1]).Select((seed, length, family) =>
        SyntheticSeries.Make(SyntheticSeries.Families[family], seed, length + 20).Values.Select(value => Math.Round(value * 64) / 64).ToArray());

    [Fact]
    public void What_alerts_does_not_depend_on_later_points() =>
        Gen.Select(Series, Gen.Double[0, 1]).Sample((values, part) =>
        {
            var known = (int)(values.Length * part);
            return LevelWatch.Replay(values.AsSpan(0, known)).SequenceEqual(LevelWatch.Replay(values).TakeWhile(alert => alert.At < known));
        }, iter: 200);

    [Fact]
    public void Shifting_and_scaling_move_no_alert() =>
        Gen.Select(Series, Gen.Int[-100_000, 100_000], Gen.Double[1e-6, 1e6]).Sample((values, shift, scale) =>
            LevelWatch.Replay(values) is var alerts
            && alerts.SequenceEqual(LevelWatch.Replay([.. values.Select(value => value + shift)]))
            && alerts.SequenceEqual(LevelWatch.Replay([.. values.Select(value => value * scale)])), iter: 200);

    [Fact]
    public void An_alert_is_at_or_after_the_point_it_tells_of_and_tells_of_it_once() =>
        Series.Sample(values =>
        {
            var alerts = LevelWatch.Replay(values);
            return alerts.TrueForAll(alert => alert.Index > 0 && alert.Index <= alert.At && alert.At < values.Length)
                && alerts.Select(alert => alert.Index).Distinct().Count() == alerts.Count;
        }, iter: 200);

    [Fact]
    public void A_series_that_stands_still_alerts_once_the_new_level_has_stayed()
    {
        double[] values = [.. Enumerable.Repeat(0.8, 50), .. Enumerable.Repeat(0.75, 20)];

        Assert.Equal([new Alert(52, 50, IsUp: false)], LevelWatch.Replay(values));
    }

    [Fact]
    public void A_step_between_two_series_that_stand_still_otherwise_and_scatter_alerts_too()
    {
        double[] values = [.. Enumerable.Repeat(10.0, 60), .. SyntheticSeries.Make("normal", 2, 60, changes: false).Values];

        Assert.InRange(LevelWatch.Replay(values)[0].Index, 60, 61);
    }

    /// <summary>200 series without a change, 60,000 points; at 1.1 in 1,000, more than 92 would have a probability of less than 0.001.</summary>
    [Theory]
    [InlineData("normal")]
    [InlineData("outliers")]
    [InlineData("alike")]
    [InlineData("whole")]
    public void Noise_without_a_change_rarely_alerts(string family)
    {
        var alerts = Enumerable.Range(0, 200).Sum(seed => LevelWatch.Replay(SyntheticSeries.Make(family, 5_000 + seed, 300, changes: false).Values).Count);

        Assert.InRange(alerts, 0, 92);
    }

    /// <summary>Of 200 steps; were 95 % alerted within ten points in truth, fewer than 179 would have a probability of less than 0.001.</summary>
    [Fact]
    public void Steps_of_twice_the_noise_alert_within_ten_points()
    {
        var alerted = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var values = SyntheticSeries.Make("normal", 300 + seed, 160, changes: false).Values;
            for (var i = 100; i < values.Length; i++)
                values[i] += 2;
            alerted += LevelWatch.Replay(values).Exists(alert => alert.At is >= 100 and <= 110) ? 1 : 0;
        }

        Assert.InRange(alerted, 179, 200);
    }

    /// <summary>
    /// 480 series, a fifth of them without a change, of six kinds of noise. Were it in truth 55 % within ten points, 70 % within 60, and 1.1 false
    /// in 1,000, fewer than 181 and 241 of 384, and more than 100 in 65,280 points would have a probability of less than 0.001.
    /// </summary>
    [Fact]
    public void Slow_downs_of_benchmarks_alert_soon_and_little_else_does()
    {
        int soon = 0, ever = 0, mistakes = 0;
        foreach (var series in SyntheticSuite.ForWatching(seed: 41, copies: 4))
        {
            var change = series.Changes is [var first] ? first : series.Values.Length;
            var alerts = LevelWatch.Replay(series.Values).FindAll(alert => alert.IsUp);
            mistakes += alerts.Count(alert => alert.At < change);
            if (alerts.Find(alert => alert.At >= change && alert.Index >= change - 5) is { At: > 0 } found)
            {
                ever++;
                soon += found.At < change + 10 ? 1 : 0;
            }
        }

        Assert.InRange(soon, 181, 384);
        Assert.InRange(ever, 241, 384);
        Assert.InRange(mistakes, 0, 100);
    }

    [Fact]
    public void A_large_step_soon_after_another_change_alerts()
    {
        double[] values = [.. SyntheticSeries.Make("normal", 7, 150, changes: false).Values];
        for (var i = 60; i < values.Length; i++)
            values[i] += i < 100 ? -3 : 12;

        var alerts = LevelWatch.Replay(values);

        Assert.Equal([(60, false), (100, true)], alerts.Select(alert => (alert.Index, alert.IsUp)));
        Assert.InRange(alerts[1].At, 100, 104);
    }
}
