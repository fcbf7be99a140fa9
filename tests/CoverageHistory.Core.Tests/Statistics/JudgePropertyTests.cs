using CoverageHistory.Statistics;
using CoverageHistory.TestKit;
using CsCheck;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class JudgePropertyTests
{
    private static readonly Gen<NoisyProject> GenProject =
        from seed in Gen.Int[1, 1_000_000]
        from benchmarks in Gen.Int[1, 20]
        from machine in Gen.Int[0, 1].Select(one => 0.03 * one)
        from isLoud in Gen.Bool
        select new NoisyProject(seed, benchmarks, machine, isLoud: isLoud);

    private static readonly Gen<(NoisyProject Project, int Runs)> GenHistory = Gen.Select(GenProject, Gen.Int[1, 70]);

    [Fact]
    public void A_run_that_repeats_an_earlier_one_is_no_regression_nor_does_it_make_one() => Gen.Select(GenHistory, Gen.Int[0, 69]).Sample((history, which) =>
    {
        var earlier = history.Project.Next(history.Runs);
        which = Math.Max(0, Math.Min(which, history.Runs - 1));
        // Only the last 64 runs are remembered.
        var repeated = earlier.Select(values => values[Math.Max(which, history.Runs - 63)..][0]).ToArray();
        var longer = earlier.Select((values, i) => (double[])[.. values, repeated[i]]).ToArray();

        Assert.DoesNotContain(Judge(earlier, [.. repeated.Select(value => new[] { value })]), one => one.Verdict == BenchmarkVerdict.Regression);
        Assert.DoesNotContain(Judge(longer, [.. repeated.Select(value => new[] { value })]), one => one.Verdict == BenchmarkVerdict.Regression);
    }, iter: 40);

    [Fact]
    public void A_constant_history_makes_no_regression_of_the_same_value() => Gen.Select(Gen.Double[1e-3, 1e12], Gen.Int[1, 80]).Sample((value, runs) =>
    {
        var judged = Judge([[.. Enumerable.Repeat(value, runs)]], [[value]])[0];

        Assert.True(judged.Verdict is BenchmarkVerdict.Equivalent or BenchmarkVerdict.Inconclusive);
        Assert.Equal(1, judged.Ratio!.Value, 1e-9);
    }, iter: 40);

    [Fact]
    public void Other_units_change_no_verdict() => Gen.Select(GenHistory, Gen.Double[1e-6, 1e6], Gen.Double[0.8, 1.3]).Sample((history, unit, change) =>
    {
        var earlier = history.Project.Next(history.Runs);
        var next = history.Project.Next(2).Select(values => values.Select(value => value * change).ToArray()).ToArray();

        var judged = Judge(earlier, next);
        var scaled = Judge([.. earlier.Select(Scale)], [.. next.Select(Scale)]);

        AssertSame(judged, scaled);

        double[] Scale(double[] values) => [.. values.Select(value => value * unit)];
    }, iter: 40);

    [Fact]
    public void The_order_of_the_benchmarks_changes_no_verdict() => Gen.Select(GenHistory, Gen.Double[0.8, 1.3]).Sample((history, change) =>
    {
        var earlier = history.Project.Next(history.Runs);
        var next = history.Project.Next(1).Select(values => values.Select(value => value * change).ToArray()).ToArray();

        var judged = Judge(earlier, next);
        var reversed = Judge([.. earlier.Reverse()], [.. next.Reverse()]);

        AssertSame(judged, [.. reversed.Reverse()]);
    }, iter: 40);

    [Fact]
    public void Slower_is_never_better() => Gen.Select(GenHistory, Gen.Double[1, 3]).Sample((history, change) =>
    {
        var earlier = history.Project.Next(history.Runs)[0];
        var next = history.Project.Next(1)[0][0];

        var judged = Judge([earlier], [[next]])[0].Verdict;
        var slower = Judge([earlier], [[next * change]])[0].Verdict;

        Assert.False(judged == BenchmarkVerdict.Regression && slower != BenchmarkVerdict.Regression);
        Assert.False(slower == BenchmarkVerdict.Improvement && judged != BenchmarkVerdict.Improvement);
    }, iter: 100);

    private static void AssertSame(IReadOnlyList<JudgedBenchmark> judged, IReadOnlyList<JudgedBenchmark> other)
    {
        Assert.Equal(judged.Select(one => (one.Verdict, one.Notes, one.ReRuns)), other.Select(one => (one.Verdict, one.Notes, one.ReRuns)));
        Assert.All(judged.Zip(other), pair => Assert.Equal(pair.First.PValue ?? -1, pair.Second.PValue ?? -1, 1e-6));
    }

    private static IReadOnlyList<JudgedBenchmark> Judge(double[][] earlier, double[][] next) =>
        BenchmarkJudge.Judge([.. earlier.Select((values, i) => new BenchmarkSeries { Key = $"{i}", Earlier = values, New = next[i] })], JudgeOptions.Default).Benchmarks;
}
