using CoverageHistory.Statistics;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class AllocationJudgeTests
{
    [Theory]
    [InlineData(0, 8, BenchmarkVerdict.Regression)]
    [InlineData(1_000, 1_008, BenchmarkVerdict.Regression)]
    [InlineData(1_000, 992, BenchmarkVerdict.Improvement)]
    [InlineData(1_000, 1_003, BenchmarkVerdict.Equivalent)]
    [InlineData(100_000_000, 100_000_008, BenchmarkVerdict.Regression)]
    public void Where_allocations_never_vary_a_step_of_8_bytes_is_one(double level, double value, object verdict)
    {
        var judged = Judge([.. Enumerable.Repeat(level, 10)], value);

        Assert.Equal(((BenchmarkVerdict)verdict, JudgeNotes.None, (double?)null), (judged.Verdict, judged.Notes, judged.PValue));
    }

    [Fact]
    public void Where_they_vary_the_jitter_is_learned()
    {
        double[] earlier = [100_000, 100_040, 99_980, 100_010, 100_090, 100_000, 99_950, 100_030, 100_000, 100_020];

        Assert.Equal((BenchmarkVerdict.Equivalent, JudgeNotes.JitteringAllocations), Verdict(Judge(earlier, 100_095)));
        Assert.Equal((BenchmarkVerdict.Regression, JudgeNotes.JitteringAllocations), Verdict(Judge(earlier, 101_000)));
    }

    [Fact]
    public void Until_enough_runs_tell_a_thousandth_is_jitter()
    {
        Assert.Equal((BenchmarkVerdict.Equivalent, JudgeNotes.FewRuns), Verdict(Judge([100_000, 100_000], 100_090)));
        Assert.Equal((BenchmarkVerdict.Regression, JudgeNotes.FewRuns), Verdict(Judge([100_000, 100_000], 100_110)));
        Assert.Equal((BenchmarkVerdict.Regression, JudgeNotes.FewRuns), Verdict(Judge([400], 408)));
    }

    [Fact]
    public void A_step_that_a_re_run_does_not_show_is_left_open()
    {
        var judged = Judge([.. Enumerable.Repeat(400.0, 10)], 408, 400);

        Assert.Equal((BenchmarkVerdict.Inconclusive, 1), (judged.Verdict, judged.ReRuns));
    }

    [Fact]
    public void The_level_since_the_last_change_counts()
    {
        double[] earlier = [.. Enumerable.Repeat(400.0, 10), .. Enumerable.Repeat(408.0, 8)];

        Assert.Equal(BenchmarkVerdict.Equivalent, BenchmarkJudge.Judge([Series(earlier, 408) with { LevelStart = 10 }], JudgeOptions.Default).Benchmarks[0].Verdict);
    }

    [Fact]
    public void In_an_unknown_environment_only_a_catastrophe_is_called()
    {
        double[] earlier = [.. Enumerable.Repeat(400.0, 10)];

        Assert.Equal(BenchmarkVerdict.Inconclusive, Foreign(790));
        Assert.Equal(BenchmarkVerdict.Regression, Foreign(810));
        Assert.Equal(BenchmarkVerdict.Improvement, Foreign(190));

        BenchmarkVerdict Foreign(double value) =>
            BenchmarkJudge.Judge([Series(earlier, value) with { IsEnvironmentKnown = false }], JudgeOptions.Default).Benchmarks[0].Verdict;
    }

    /// <summary>Jitter of normal shape, of one run in ten, and of whole objects: 3,000 judged, at most 19 called at a rate of 0.3 %.</summary>
    [Fact]
    public void Jitter_is_rarely_called()
    {
        var random = new Random(11);
        var called = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var runs = 8 + random.Next(57);
            var values = Enumerable.Range(0, runs + 1).Select(_ => 10_000 + (i % 3) switch
            {
                0 => Math.Round(50 * Normal(random)),
                1 => random.Next(10) == 0 ? 24 : 0,
                _ => 8 * random.Next(4),
            }).ToArray();
            called += Judge(values[..runs], values[runs]).Verdict == BenchmarkVerdict.Regression ? 1 : 0;
        }

        Assert.InRange(called, 0, 19);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static (BenchmarkVerdict, JudgeNotes) Verdict(JudgedBenchmark judged) => (judged.Verdict, judged.Notes);

    private static BenchmarkSeries Series(double[] earlier, params double[] next) =>
        new() { Key = "N.T.M", Metric = BenchmarkMetric.Allocation, Earlier = earlier, New = next };

    private static JudgedBenchmark Judge(double[] earlier, params double[] next) => BenchmarkJudge.Judge([Series(earlier, next)], JudgeOptions.Default).Benchmarks[0];
}
