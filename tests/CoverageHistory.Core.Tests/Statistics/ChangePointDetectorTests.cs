using CoverageHistory.Statistics;
using CoverageHistory.TestKit;
using CsCheck;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class ChangePointDetectorTests
{
    /// <summary>Numbers that stay exact when they are shifted and scaled by the ones below.</summary>
    private static readonly Gen<double> Exact = Gen.Int[-2_000, 2_000].Select(number => number / 16.0);

    private static readonly Gen<double[]> Any = Gen.Select(Exact.Array[0, 60], Gen.Int[0, 6], Gen.Int[0, 60], Gen.Int[-40, 40], (values, quiet, at, step) =>
        values.Select((value, i) => Math.Round(value / (1 << quiet)) + (i >= at ? step : 0)).ToArray());

    private static readonly Gen<double[]> Stepping = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 40].Array[1, 6]).Select((noise, lengths) =>
        lengths.SelectMany((length, number) => Enumerable.Range(0, length).Select(i => (number * 37 % 11 * 4) + (i * 7 % 5 * noise / 8.0))).ToArray());

    [Fact]
    public void A_step_is_found_with_its_levels_and_what_is_known_of_their_difference()
    {
        var series = Step(40, 25, size: 5, seed: 1);

        var change = Assert.Single(ChangePointDetector.Find(series));

        Assert.Equal(25, change.Index);
        Assert.InRange(change.Before, 99, 101);
        Assert.InRange(change.After, 104, 106);
        Assert.InRange(5, change.Low, change.High);
        Assert.InRange(change.High - change.Low, 0.5, 3);
        Assert.InRange(change.PValue, 0, 1e-6);
    }

    [Fact]
    public void Shifting_moves_no_index() =>
        Gen.Select(Gen.OneOf(Any, Stepping), Gen.Int[-1_000_000, 1_000_000]).Sample((values, shift) =>
            Indexes(values).SequenceEqual(Indexes([.. values.Select(value => value + shift)])), iter: 2_000);

    [Fact]
    public void Scaling_moves_no_index() =>
        Gen.Select(Gen.OneOf(Any, Stepping), Gen.Double[1e-9, 1e9]).Sample((values, scale) =>
            Indexes(values).SequenceEqual(Indexes([.. values.Select(value => value * scale)])), iter: 2_000);

    [Fact]
    public void Turning_upside_down_moves_no_index() =>
        Gen.OneOf(Any, Stepping).Sample(values => Indexes(values).SequenceEqual(Indexes([.. values.Select(value => -value)])), iter: 1_000);

    [Fact]
    public void The_same_values_give_the_same_answer()
    {
        var series = SyntheticSeries.Make("wander", 4, 500).Values;

        Assert.Equal(ChangePointDetector.Find(series), ChangePointDetector.Find(series));
    }

    [Fact]
    public void Indexes_ascend_within_the_series_and_p_values_are_below_what_was_asked_for() =>
        Gen.OneOf(Any, Stepping).Sample(values =>
        {
            var found = ChangePointDetector.Find(values);
            return found.All(change => change.Index > 0 && change.Index < values.Length && change.PValue is >= 0 and <= 0.0101 && change.Low <= change.High)
                && found.Zip(found.Skip(1)).All(pair => pair.First.Index < pair.Second.Index);
        }, iter: 1_000);

    [Fact]
    public void In_a_series_that_stands_still_every_step_is_found_and_nothing_else() =>
        Gen.Select(Gen.Int[8, 60].Array[1, 8], Gen.Int[-50, 50].Array[8]).Sample((lengths, levels) =>
        {
            var values = lengths.SelectMany((length, number) => Enumerable.Repeat(0.8123 + (levels[number] / 997.0), length)).ToArray();
            var steps = Enumerable.Range(1, values.Length - 1).Where(i => values[i] != values[i - 1]);
            return steps.SequenceEqual(Indexes(values));
        }, iter: 2_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_value_that_is_left_for_a_moment_is_no_new_level(int points)
    {
        var values = Enumerable.Repeat(0.8, 60).ToArray();
        values.AsSpan(30, points).Fill(0.2);

        Assert.Empty(ChangePointDetector.Find(values));
    }

    [Fact]
    public void A_stray_point_does_not_hide_the_step_of_a_series_that_stands_still()
    {
        double[] values = [.. Enumerable.Repeat(0.8, 30), 0.1, .. Enumerable.Repeat(0.8, 30), .. Enumerable.Repeat(0.81, 20)];

        Assert.Equal([61], Indexes(values));
    }

    [Fact]
    public void Outliers_are_no_change()
    {
        var series = Step(120, 120, size: 0, seed: 3);
        foreach (var at in new[] { 20, 55, 90, 119 })
            series[at] += 30;

        Assert.Empty(ChangePointDetector.Find(series));
    }

    [Fact]
    public void A_slow_drift_is_not_cut_into_stairs()
    {
        var series = Step(300, 300, size: 0, seed: 4);
        for (var i = 0; i < series.Length; i++)
            series[i] += i * 0.1;

        Assert.Empty(ChangePointDetector.Find(series));
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new double[] { 7 })]
    [InlineData(new double[] { 1, 9 })]
    [InlineData(new double[] { 1, 1, 9, 9 })]
    [InlineData(new double[] { 5, 5, 5, 5, 5, 5, 5 })]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    public void Too_few_points_and_points_without_a_step_have_no_change(double[] values) => Assert.Empty(ChangePointDetector.Find(values));

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    [InlineData(double.Epsilon)]
    public void Numbers_of_any_size_have_changes_and_finite_levels(double unit)
    {
        double[] values = [.. Enumerable.Repeat(-unit, 20), .. Enumerable.Repeat(unit, 20)];
        double[] noisy = [.. Step(40, 20, size: 30, seed: 5).Select(value => (value - 115) / 40 * unit)];

        Assert.Equal([20], Indexes(values));
        Assert.All(ChangePointDetector.Find(noisy).Concat(ChangePointDetector.Find(values)), change => Assert.True(
            double.IsFinite(change.Before) && double.IsFinite(change.After) && double.IsFinite(change.Low) && double.IsFinite(change.High)));
    }

    /// <summary>
    /// 400 series without a change, 100,000 points. The rate promised is one false change in 1,000 points; of noise as promised, more than 130
    /// have a probability of less than 0.002.
    /// </summary>
    [Theory]
    [InlineData("normal")]
    [InlineData("outliers")]
    [InlineData("alike")]
    [InlineData("very-alike")]
    [InlineData("whole")]
    [InlineData("still")]
    public void Noise_without_a_change_is_rarely_taken_for_one(string family)
    {
        var found = Enumerable.Range(0, 400).Sum(seed => ChangePointDetector.Find(SyntheticSeries.Make(family, 9_000 + seed, 250, changes: false).Values).Count);

        Assert.InRange(found, 0, 130);
    }

    /// <summary>Of 40 series, 11,920 points, at 2.1 in 1,000: more than 42 have a probability of less than 0.001. As steps of one level it would be 65.</summary>
    [Fact]
    public void A_level_that_walks_is_rarely_cut_into_steps()
    {
        var found = SyntheticSuite.ForHindsight(seed: 42, copies: 2).Where(series => series is { Family: "random-walk", Step: 0 }).Sum(series => ChangePointDetector.Find(series.Values).Count);

        Assert.InRange(found, 0, 42);
    }

    /// <summary>By a sixtieth of the noise a point, five times the noise in all.</summary>
    [Fact]
    public void A_slow_rise_has_no_first_point()
    {
        double[] values = [.. SyntheticSeries.Make("normal", 11, 300, changes: false).Values];
        for (var i = 0; i < values.Length; i++)
            values[i] += i / 60.0;

        Assert.Empty(ChangePointDetector.Find(values));
    }

    /// <summary>Of 200 steps; were 90 % found in truth, fewer than 166 would have a probability of less than 0.001.</summary>
    [Fact]
    public void Steps_of_twice_the_noise_are_found_where_they_are()
    {
        var found = Enumerable.Range(0, 200).Count(seed => Indexes(Step(80, 45, size: 2, seed: 700 + seed)) is [var index] && Math.Abs(index - 45) <= 5);

        Assert.InRange(found, 166, 200);
    }

    private static double[] Step(int length, int at, double size, int seed)
    {
        var values = SyntheticSeries.Make("normal", seed, length, changes: false).Values;
        for (var i = at; i < length; i++)
            values[i] += size;
        return values;
    }

    private static List<int> Indexes(double[] values) => [.. ChangePointDetector.Find(values).Select(change => change.Index)];
}
