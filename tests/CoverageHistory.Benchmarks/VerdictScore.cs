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
        Say($"{projects} projects of {Benchmarks} benchmarks, {Runs} earlier runs, seeds {firstSeed} to {firstSeed + projects - 1}; a tenth of the benchmarks changes");
        foreach (var benchmarks in new[] { 1, 10, Benchmarks, 500 })
            Score($"{benchmarks} benchmarks", firstSeed, projects * Benchmarks / benchmarks, benchmarks, Runs, 0, null);
        foreach (var runs in new[] { 8, 16, 32 })
            Score($"{runs} earlier runs", firstSeed, projects, Benchmarks, runs, 0, null);
        foreach (var machine in new[] { 0.02, 0.05 })
            Score($"machine noise {machine:0 %}", firstSeed, projects, Benchmarks, Runs, machine, null);
        foreach (var shape in Enum.GetValues<NoiseShape>())
            Score(shape.ToString(), firstSeed, projects, Benchmarks, Runs, 0, shape);
        return 0;
    }

    private static void Score(string title, int firstSeed, int projects, int benchmarks, int runs, double machine, NoiseShape? shape)
    {
        foreach (var news in new[] { 1, 2 })
        {
            var found = new int[Slowdowns.Length];
            var judged = new int[Slowdowns.Length];
            for (var seed = firstSeed; seed < firstSeed + projects; seed++)
            {
                var project = new NoisyProject(seed, benchmarks, machine, shape);
                var earlier = project.Next(runs);
                var next = project.Next(news);
                for (var slowdown = 0; slowdown < Slowdowns.Length; slowdown++)
                {
                    // Of a project, a tenth changes and at least one benchmark; which one is by turns.
                    var series = new BenchmarkSeries[benchmarks];
                    for (var i = 0; i < benchmarks; i++)
                        series[i] = new BenchmarkSeries { Key = $"{i}", Earlier = earlier[i], New = IsChanged(i, seed, benchmarks) ? [.. next[i].Select(value => value * (1 + Slowdowns[slowdown]))] : next[i] };
                    var result = BenchmarkJudge.Judge(series, JudgeOptions.Default).Benchmarks;
                    for (var i = 0; i < benchmarks; i++)
                    {
                        if (slowdown > 0 && !IsChanged(i, seed, benchmarks))
                            continue;
                        judged[slowdown]++;
                        if (result[i].Verdict == BenchmarkVerdict.Regression)
                            found[slowdown]++;
                    }
                }
            }
            Console.WriteLine($"{title,-18} runs judged {news}  " + string.Join("  ", Slowdowns.Select((slowdown, i) => Invariant($"{slowdown,4:0 %}: {(double)found[i] / judged[i],7:0.00 %} of {judged[i],6}"))));
        }
    }

    private static bool IsChanged(int benchmark, int seed, int benchmarks) => (benchmark + seed) % Math.Min(10, benchmarks) == 0;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(Invariant(text));

}
