using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Statistics;

/// <summary>A short form of the tables in docs/statistics.md, on other seeds.</summary>
public sealed class FalseAlarmTests
{
    /// <summary>Of 3,000 judged benchmarks nine at a rate of 0.3 %; 20 or more in one of a thousand draws at that rate.</summary>
    [Theory]
    [InlineData(1, 64, 0.0)]
    [InlineData(1, 64, 0.03)]
    [InlineData(2, 64, 0.0)]
    [InlineData(2, 16, 0.0)]
    public void Of_unchanged_benchmarks_no_more_than_three_in_a_thousand_are_called(int news, int runs, double machine)
    {
        var called = 0;
        for (var seed = 70_000; seed < 70_060; seed++)
            called += Called(new NoisyProject(seed, 50, machine, isLoud: false), runs, news, slowdown: 0, every: 1).Called;

        Assert.InRange(called, 0, 19);
    }

    /// <summary>Of 300: 55 % and 75 %, less three standard deviations.</summary>
    [Theory]
    [InlineData(0.1, 0.55)]
    [InlineData(0.2, 0.75)]
    public void A_single_run_finds_slowdowns(double slowdown, double share)
    {
        var (called, of) = (0, 0);
        for (var seed = 71_000; seed < 71_060; seed++)
        {
            var (found, judged) = Called(new NoisyProject(seed, 50, isLoud: false), 64, 1, slowdown, every: 10);
            called += found;
            of += judged;
        }

        Assert.InRange((double)called / of, share - 3 * Math.Sqrt(share * (1 - share) / of), 1);
    }

    private static (int Called, int Judged) Called(NoisyProject project, int runs, int news, double slowdown, int every)
    {
        var earlier = project.Next(runs);
        var next = project.Next(news);
        var judged = BenchmarkJudge.Judge(
        [
            .. earlier.Select((values, i) => new BenchmarkSeries
            {
                Key = $"{i}",
                Earlier = values,
                New = i % every == 0 ? [.. next[i].Select(value => value * (1 + slowdown))] : next[i],
            }),
        ], JudgeOptions.Default).Benchmarks;
        var changed = judged.Where((_, i) => i % every == 0).ToList();
        return (changed.Count(one => one.Verdict == BenchmarkVerdict.Regression), changed.Count);
    }
}
