using System.Globalization;
using CoverageHistory.Statistics;
using CoverageHistory.TestKit;

namespace CoverageHistory.Benchmarks;

/// <summary>How often the judge of benchmarks cries wolf, and what it finds, on synthetic projects.</summary>
internal static class VerdictScore
{
    private const int Benchmarks = 50;
    private const int Runs = 64;
    private static readonly double[] Slowdowns = [0, 0.05, 0.1, 0.2];

    public static int Run(int firstSeed, int projects)
    {
        Say($"Regressions called, of benchmarks that slow down by as much. {projects} projects of {Benchmarks} benchmarks, seeds {firstSeed} to {firstSeed + projects - 1}.");
        foreach (var isLoud in new[] { false, true })
        {
            Say($"");
            Say($"| {(isLoud ? "noise of 1 to 10 %" : "noise as between real runs"),-28} | runs judged | unchanged | +5 % | +10 % | +20 % |");
            Say($"|---|---|---|---|---|---|");
            Score("one benchmark", new Sample(firstSeed, projects * Benchmarks, 1) { IsLoud = isLoud });
            Score("10, one changes", new Sample(firstSeed, projects * Benchmarks / 10, 10) { IsLoud = isLoud });
            Score("50, one changes", new Sample(firstSeed, projects, Benchmarks) { IsLoud = isLoud, Changed = 1 });
            Score("50, five change", new Sample(firstSeed, projects, Benchmarks) { IsLoud = isLoud });
            Score("50, half change", new Sample(firstSeed, projects, Benchmarks) { IsLoud = isLoud, Changed = Benchmarks / 2 });
            Score("500, fifty change", new Sample(firstSeed, Math.Max(1, projects / 10), 500) { IsLoud = isLoud });
            foreach (var runs in new[] { 8, 16, 32 })
                Score(string.Create(CultureInfo.InvariantCulture, $"50, after {runs} runs"), new Sample(firstSeed, projects, Benchmarks) { IsLoud = isLoud, Runs = runs });
            foreach (var machine in new[] { 0.02, 0.05 })
                Score(string.Create(CultureInfo.InvariantCulture, $"50, machine noise {machine * 100:0} %"), new Sample(firstSeed, projects, Benchmarks) { IsLoud = isLoud, Machine = machine });
            foreach (var shape in Enum.GetValues<NoiseShape>())
                Score($"50, {shape}", new Sample(firstSeed, projects, Benchmarks) { IsLoud = isLoud, Shape = shape });
        }
        return 0;
    }

    /// <summary>What judging takes, with the last change point of each benchmark looked for; seconds of processor time, as others use the machine.</summary>
    public static int Time(int benchmarks, int runs)
    {
        var earlier = new NoisyProject(1, benchmarks, machine: 0.02, isLoud: false).Next(runs + 1);
        for (var i = 0; i < benchmarks; i += 3)
        {
            for (var run = runs * (i % 7 + 1) / 9; run < runs + 1; run++)
                earlier[i][run] *= 1.3;
        }
        for (var round = 0; round < 5; round++)
        {
            var began = Environment.CpuUsage.TotalTime;
            var starts = earlier.Select(values => ChangePointDetector.Find(values.AsSpan(0, runs), Sensitivity.Alert)).Select(changes => changes.Select(change => change.Index).ToArray()).ToList();
            var found = Environment.CpuUsage.TotalTime;
            var series = earlier.Select((values, i) => new BenchmarkSeries { Key = $"{i}", Earlier = values[..runs], LevelStart = starts[i].LastOrDefault(), New = [values[runs]] }).ToList();
            BenchmarkJudge.Judge(series, JudgeOptions.Default);
            var judged = Environment.CpuUsage.TotalTime;
            BenchmarkCalibration.Calibrate([.. series.Select((one, i) => new CalibrationSeries(one, starts[i]))], JudgeOptions.Default);
            var calibrated = Environment.CpuUsage.TotalTime;
            Say($"{benchmarks} benchmarks of {runs} runs: change points {(found - began).TotalSeconds:0.00} s, verdicts {(judged - found).TotalSeconds:0.00} s, calibration {(calibrated - judged).TotalSeconds:0.00} s");
        }
        return 0;
    }

    private static void Score(string title, Sample sample)
    {
        foreach (var news in new[] { 1, 2 })
        {
            var shares = Slowdowns.Select(slowdown => ShareCalled(sample, news, slowdown)).ToList();
            Say($"| {title,-28} | {news} | {shares[0] * 100:0.00} % | {shares[1] * 100:0} % | {shares[2] * 100:0} % | {shares[3] * 100:0} % |");
        }
    }

    private static double ShareCalled(Sample sample, int news, double slowdown)
    {
        var (called, judged) = (0, 0);
        for (var seed = sample.FirstSeed; seed < sample.FirstSeed + sample.Projects; seed++)
        {
            var project = new NoisyProject(seed, sample.Benchmarks, sample.Machine, sample.Shape, sample.IsLoud);
            var earlier = project.Next(sample.Runs);
            var next = project.Next(news);
            var series = Enumerable.Range(0, sample.Benchmarks).Select(i => new BenchmarkSeries
            {
                Key = $"{i}",
                Earlier = earlier[i],
                New = sample.IsChanged(i, seed) ? [.. next[i].Select(value => value * (1 + slowdown))] : next[i],
            }).ToList();
            var result = BenchmarkJudge.Judge(series, JudgeOptions.Default).Benchmarks;
            for (var i = 0; i < sample.Benchmarks; i++)
            {
                if (slowdown > 0 && !sample.IsChanged(i, seed))
                    continue;
                judged++;
                if (result[i].Verdict == BenchmarkVerdict.Regression)
                    called++;
            }
        }
        return (double)called / judged;
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private sealed record Sample(int FirstSeed, int Projects, int Benchmarks)
    {
        public bool IsLoud { get; init; }

        public int Runs { get; init; } = VerdictScore.Runs;

        public double Machine { get; init; }

        public NoiseShape? Shape { get; init; }

        /// <summary>How many benchmarks of a project change.</summary>
        public int Changed { get; init; } = Math.Max(1, Benchmarks / 10);

        /// <summary>Which ones, is by turns.</summary>
        public bool IsChanged(int benchmark, int seed) => (benchmark + seed) % Benchmarks < Changed;
    }
}
