using CoverageHistory.Model;
using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class BenchmarkJudgeTests
{
    /// <summary>Twenty runs about 1,000 ns that scatter by 1 %.</summary>
    private static readonly double[] Calm = [1005, 993, 1012, 998, 987, 1003, 1009, 995, 1001, 990, 1010, 997, 1004, 992, 1007, 999, 1013, 986, 1000, 1002];

    [Fact]
    public void A_slower_run_is_a_regression_with_its_numbers()
    {
        var judged = Judge(Series(Calm, 1100));

        Assert.Equal((BenchmarkVerdict.Regression, JudgeNotes.None, 20), (judged.Verdict, judged.Notes, judged.BaselineRuns));
        Assert.Equal(1.1, judged.Ratio!.Value, 0.003);
        Assert.Equal((1000, 1100), (Math.Round(judged.Base!.Value), judged.Head), (left, right) => Math.Abs(left.Item1 - right.Item1) <= 1 && Math.Abs(left.Item2 - right.Item2) < 1e-6);
        Assert.InRange(judged.Low!.Value, 1.05, 1.09);
        Assert.InRange(judged.High!.Value, 1.11, 1.15);
        Assert.InRange(judged.PValue!.Value, 1e-9, 1e-3);
        Assert.InRange(judged.SmallestDetectable!.Value, 0.03, 0.08);
        Assert.Null(judged.ReRuns);
    }

    [Fact]
    public void A_faster_run_is_an_improvement() => Assert.Equal(BenchmarkVerdict.Improvement, Judge(Series(Calm, 900)).Verdict);

    [Fact]
    public void Where_more_is_better_the_verdicts_change_places()
    {
        Assert.Equal(BenchmarkVerdict.Improvement, Judge(Series(Calm, 1100) with { Better = MetricDirection.Higher }).Verdict);
        Assert.Equal(BenchmarkVerdict.Regression, Judge(Series(Calm, 900) with { Better = MetricDirection.Higher }).Verdict);
    }

    [Fact]
    public void A_run_at_the_level_is_equivalent()
    {
        var judged = Judge(Series(Calm, 1003));

        Assert.Equal(BenchmarkVerdict.Equivalent, judged.Verdict);
        Assert.InRange(judged.PValue!.Value, 0.5, 1);
    }

    [Fact]
    public void What_one_run_leaves_open_the_re_runs_it_asks_for_settle()
    {
        var once = Judge(Series(Calm, 1035));

        Assert.Equal(BenchmarkVerdict.Inconclusive, once.Verdict);
        var again = Judge(Series(Calm, [1035, .. Enumerable.Repeat(1035.0, once.ReRuns!.Value)]));
        Assert.Equal(BenchmarkVerdict.Regression, again.Verdict);
    }

    [Fact]
    public void One_outlier_among_re_runs_makes_no_regression()
    {
        Assert.Equal(BenchmarkVerdict.Regression, Judge(Series(Calm, 1500)).Verdict);
        Assert.NotEqual(BenchmarkVerdict.Regression, Judge(Series(Calm, 1500, 1001)).Verdict);
        Assert.Equal(BenchmarkVerdict.Regression, Judge(Series(Calm, 1100, 1120)).Verdict);
    }

    [Fact]
    public void A_significant_change_below_two_percent_is_no_regression()
    {
        var judged = Judge(Series([.. Enumerable.Range(0, 60).Select(i => 1000 + (i % 3) * 0.5)], 1015));

        Assert.Equal(BenchmarkVerdict.Equivalent, judged.Verdict);
    }

    [Fact]
    public void A_run_no_slower_than_an_earlier_one_is_no_regression_however_unlikely()
    {
        var judged = Judge(Series([.. Calm, 1300, .. Calm, .. Calm], 1280));

        Assert.Equal(BenchmarkVerdict.Inconclusive, judged.Verdict);
        Assert.Equal(JudgeNotes.SeenBefore, judged.Notes);
    }

    [Fact]
    public void Only_runs_since_the_level_began_count()
    {
        double[] earlier = [.. Calm.Select(value => value * 2), .. Calm];

        Assert.NotEqual(BenchmarkVerdict.Regression, Judge(Series(earlier, 1100)).Verdict);
        var judged = Judge(Series(earlier, 1100) with { LevelStart = 20 });
        Assert.Equal((BenchmarkVerdict.Regression, 20), (judged.Verdict, judged.BaselineRuns));
    }

    [Fact]
    public void At_most_64_runs_count() => Assert.Equal(64, Judge(Series([.. Calm, .. Calm, .. Calm, .. Calm], 1000)).BaselineRuns);

    [Fact]
    public void Without_an_earlier_run_nothing_is_said()
    {
        var judged = Judge(Series([], 1000));

        Assert.Equal((BenchmarkVerdict.Inconclusive, JudgeNotes.NoBaseline, (double?)null, (double?)null), (judged.Verdict, judged.Notes, judged.Base, judged.Ratio));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void With_few_earlier_runs_a_single_new_one_makes_no_regression(int runs)
    {
        var judged = Judge(Series(Calm[..runs], 1300));

        Assert.Equal(BenchmarkVerdict.Inconclusive, judged.Verdict);
        Assert.True(judged.Notes.HasFlag(JudgeNotes.FewRuns));
    }

    [Fact]
    public void With_few_earlier_runs_a_confirmed_change_is_called() =>
        Assert.Equal(BenchmarkVerdict.Regression, Judge(Series(Calm[..7], 1300, 1290)).Verdict);

    [Theory]
    [InlineData(1900, BenchmarkVerdict.Inconclusive)]
    [InlineData(2100, BenchmarkVerdict.Regression)]
    [InlineData(480, BenchmarkVerdict.Improvement)]
    public void In_an_unknown_environment_only_a_catastrophe_is_called(double value, object verdict)
    {
        var judged = Judge(Series(Calm, value) with { IsEnvironmentKnown = false });

        Assert.Equal(((BenchmarkVerdict)verdict, JudgeNotes.UnknownEnvironment, (double?)null), (judged.Verdict, judged.Notes, judged.PValue));
    }

    [Fact]
    public void Zeros_have_no_ratio()
    {
        Assert.Equal((BenchmarkVerdict.Equivalent, JudgeNotes.NotMeasurable), Verdict(Judge(Series(new double[20], 0))));
        Assert.Equal((BenchmarkVerdict.Inconclusive, JudgeNotes.NotMeasurable), Verdict(Judge(Series(Calm, 0))));
        Assert.Equal((BenchmarkVerdict.Inconclusive, JudgeNotes.NoBaseline), Verdict(Judge(Series(new double[20], 5))));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    public void Values_that_cannot_be_are_refused_with_their_series(double value)
    {
        var refused = Assert.Throws<ArgumentException>(() => Judge(Series(Calm, value)));

        Assert.Contains("N.T.M has the value", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_that_cannot_be_judged_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Judge(Series(Calm)));
        Assert.Throws<ArgumentException>(() => Judge(Series(Calm, 1) with { Better = MetricDirection.None }));
        Assert.Throws<ArgumentException>(() => Judge(Series(Calm, 1) with { LevelStart = 21 }));
    }

    [Fact]
    public void A_busy_machine_slows_all_benchmarks_and_none_of_them_is_called()
    {
        var project = new NoisyProject(5, 40, machine: 0.05, NoiseShape.LogNormal, isLoud: false);
        var earlier = project.Next(40);
        var series = earlier.Select((values, i) => Series(values, OrderStatistic.MedianOf(values) * 1.06 * (i == 7 ? 1.5 : 1))).ToList();

        var judged = BenchmarkJudge.Judge(series, JudgeOptions.Default);

        Assert.True(judged.CommonMode is { IsHelpful: true, IsUnusual: false });
        Assert.Equal([7], CalledOf(judged));
        Assert.Equal(judged.CommonMode.Ratio, judged.Benchmarks[7].CommonMode);
        Assert.All(judged.Benchmarks, one => Assert.True(one.Notes.HasFlag(JudgeNotes.CommonModeCorrected)));
    }

    [Fact]
    public void When_all_benchmarks_move_as_they_never_did_a_re_run_decides()
    {
        var project = new NoisyProject(6, 40, machine: 0, NoiseShape.LogNormal, isLoud: false);
        var earlier = project.Next(40);
        var next = project.Next(2);
        var once = BenchmarkJudge.Judge([.. earlier.Select((values, i) => Series(values, next[i][0] * 1.3))], JudgeOptions.Default);
        var again = BenchmarkJudge.Judge([.. earlier.Select((values, i) => Series(values, next[i][0] * 1.3, next[i][1] * 1.3))], JudgeOptions.Default);

        Assert.Empty(CalledOf(once));
        Assert.Contains(once.Benchmarks, one => one.Notes.HasFlag(JudgeNotes.MovedTogether) && one.ReRuns == 1);
        Assert.True(CalledOf(again).Count() > 30);
    }

    [Fact]
    public void Half_of_the_benchmarks_that_slow_down_are_not_taken_for_the_machine()
    {
        var project = new NoisyProject(7, 40, machine: 0, NoiseShape.LogNormal, isLoud: false);
        var earlier = project.Next(40);
        var next = project.Next(1);

        var judged = BenchmarkJudge.Judge([.. earlier.Select((values, i) => Series(values, next[i][0] * (i % 2 == 0 ? 1.5 : 1)))], JudgeOptions.Default);

        Assert.True(CalledOf(judged).Count() > 16);
        Assert.All(CalledOf(judged), i => Assert.Equal(0, i % 2));
    }

    [Fact]
    public void Small_steps_none_of_which_is_called_spend_the_drift_budget()
    {
        var creeping = Enumerable.Range(0, 120).Select(i => 1000 * Math.Exp(0.0013 * i) * Calm[i % 20] / 1000).ToList();
        var called = 0;
        for (var at = 8; at < 60; at++)
            called += Judge(Series(creeping[..at], creeping[at])).Verdict == BenchmarkVerdict.Regression ? 1 : 0;

        Assert.Equal(0, called);
        var judged = Judge(Series(creeping, creeping[^1]));
        Assert.True(judged.Notes.HasFlag(JudgeNotes.DriftBudgetSpent));
        Assert.Equal(1.16, judged.Drift!.Value, 0.02);
        Assert.False(Judge(Series(creeping, creeping[^1]) with { AcceptedStart = 100 }).Notes.HasFlag(JudgeNotes.DriftBudgetSpent));
    }

    private static (BenchmarkVerdict, JudgeNotes) Verdict(JudgedBenchmark judged) => (judged.Verdict, judged.Notes);

    private static IEnumerable<int> CalledOf(JudgedRun run) =>
        Enumerable.Range(0, run.Benchmarks.Count).Where(i => run.Benchmarks[i].Verdict == BenchmarkVerdict.Regression);

    private static BenchmarkSeries Series(IReadOnlyList<double> earlier, params double[] next) => new() { Key = "N.T.M", Earlier = earlier, New = next };

    private static JudgedBenchmark Judge(BenchmarkSeries series) => BenchmarkJudge.Judge([series], JudgeOptions.Default).Benchmarks[0];
}
