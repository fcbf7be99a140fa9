using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Statistics;

public sealed class BenchmarkCalibrationTests
{
    [Fact]
    public void The_false_alarm_rate_is_about_what_the_judge_promises()
    {
        var project = new NoisyProject(72_000, 30, shape: NoiseShape.LogNormal);
        var calibrated = Calibrate([.. project.Next(200).Select((values, i) => Series($"{i}", values))]);

        Assert.Equal(192 * 30, calibrated.Sum(one => one.Replayed));
        // At 0.3 %: 17 of 5,760; replayed runs share their baselines, so that alarms come in groups.
        Assert.InRange(calibrated.Sum(one => one.FalseAlarms), 1, 40);
        Assert.InRange(calibrated.Average(one => one.ShuffledRate!.Value), 0.0001, 0.006);
        Assert.All(calibrated, one => Assert.True(one.FalseAlarmBound > one.FalseAlarmRate));
    }

    [Fact]
    public void Benchmarks_that_show_little_are_too_noisy()
    {
        var random = new Random(1);
        var calibrated = Calibrate([Series("calm", Noise(random, 0.01, 40)), Series("loud", Noise(random, 0.15, 40))]);

        Assert.Equal([false, true], calibrated.Select(one => one.IsTooNoisy));
        Assert.InRange(calibrated[0].SmallestDetectable!.Value, 0.02, 0.1);
        Assert.InRange(calibrated[1].SmallestDetectable!.Value, 0.3, 2);
        Assert.Equal(NoiseAdvice.None, calibrated[0].Advice);
    }

    [Fact]
    public void What_would_help_is_told_from_where_the_noise_comes_from()
    {
        var random = new Random(2);
        var processes = Series("processes", Noise(random, 0.1, 40), stated: 0.01);
        var iterations = Series("iterations", Noise(random, 0.1, 40), stated: 0.1);
        var states = Series("states", [.. Enumerable.Range(0, 40).Select(i => (random.Next(2) == 0 ? 1000 : 1400) * (1 + i % 3 * 0.001))]);
        var moods = Series("moods", [.. Enumerable.Range(0, 40).Select(i => 1000 + 300 * Math.Sin(i / 4.0))]);
        var fresh = Series("fresh", Noise(random, 0.1, 5));
        var allocations = new CalibrationSeries(new BenchmarkSeries { Key = "states", Metric = BenchmarkMetric.Allocation, Earlier = [.. Enumerable.Repeat(64.0, 20)], New = [] }, []);

        var advice = Calibrate([processes, iterations, states, moods, fresh, allocations]).ToDictionary(one => one.Series.Key, one => one.Advice);

        Assert.Equal(NoiseAdvice.MoreLaunches, advice["processes"]);
        Assert.Equal(NoiseAdvice.MoreIterations, advice["iterations"]);
        Assert.Equal(NoiseAdvice.SteadyMachine | NoiseAdvice.JudgeAllocations, advice["states"]);
        Assert.Equal(NoiseAdvice.SteadyMachine, advice["moods"]);
        Assert.Equal(NoiseAdvice.RecordMoreRuns, advice["fresh"]);
        Assert.Equal(5, advice.Count);
    }

    [Fact]
    public void Three_launches_are_said_to_help_by_the_root_of_three()
    {
        var noisy = Calibrate([Series("noisy", Noise(new Random(3), 0.1, 40), stated: 0.01)])[0];

        Assert.Equal(Math.Log(1 + noisy.SmallestDetectable!.Value) / Math.Sqrt(3), Math.Log(1 + noisy.WithThreeLaunches!.Value), 1e-9);
    }

    [Fact]
    public void A_change_point_is_no_false_alarm()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => (i < 30 ? 1000 : 1500) * (1 + i * 7 % 8 * 0.005))];

        Assert.True(Calibrate([new CalibrationSeries(Series("x", values).Series, [])])[0].FalseAlarms > 0);
        var known = Calibrate([new CalibrationSeries(Series("x", values).Series with { LevelStart = 30 }, [30])])[0];
        Assert.Equal((0, 44), (known.FalseAlarms, known.Replayed));
    }

    [Fact]
    public void The_same_history_gives_the_same_answer()
    {
        var project = new NoisyProject(72_001, 5).Next(60);
        var series = project.Select((values, i) => Series($"{i}", values)).ToList();

        Assert.Equal(Calibrate(series), Calibrate(series));
    }

    private static IReadOnlyList<CalibratedBenchmark> Calibrate(IReadOnlyList<CalibrationSeries> series) => BenchmarkCalibration.Calibrate(series, JudgeOptions.Default);

    private static CalibrationSeries Series(string key, double[] values, double? stated = null) =>
        new(new BenchmarkSeries { Key = key, Earlier = values, New = [], StatedError = stated, Launches = 1 }, []);

    private static double[] Noise(Random random, double deviation, int runs) =>
    [
        .. Enumerable.Range(0, runs).Select(_ =>
            1000 * Math.Exp(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))),
    ];
}
