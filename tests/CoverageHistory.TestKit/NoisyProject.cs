namespace CoverageHistory.TestKit;

/// <summary>
/// The benchmarks of a project that nobody changes, run after run, with noise between the runs, of four shapes, and what the machine adds
/// to all benchmarks of a run.
/// </summary>
public sealed class NoisyProject
{
    /// <summary>Of the normal distribution.</summary>
    private const double NinthDecile = 1.2815515655446004;

    private readonly Random _random;
    private readonly Benchmark[] _benchmarks;
    private readonly double _machine;
    private readonly bool _isLoud;

    /// <param name="shape">Of all benchmarks; null: as they come, 40 % log-normal, 30 % heavy-tailed, 20 % of two states, 10 % with outliers.</param>
    /// <param name="machine">Standard deviation of what all benchmarks of a run share.</param>
    /// <param name="isLoud">
    /// Noise of 1 to 10 % a benchmark, log-uniform. Else as between the runs of real benchmarks: iterations predict 1 %, and runs are 1.6
    /// times as far apart for half of them, 12 times for one of ten.
    /// </param>
    public NoisyProject(int seed, int benchmarks, double machine = 0, NoiseShape? shape = null, bool isLoud = true)
    {
        _random = new Random(seed);
        _machine = machine;
        _isLoud = isLoud;
        _benchmarks = [.. Enumerable.Range(0, benchmarks).Select(_ => Draw(shape))];
    }

    public int Count => _benchmarks.Length;

    public NoiseShape ShapeOf(int benchmark) => _benchmarks[benchmark].Shape;

    /// <summary>Standard deviation of the benchmark's own noise, of the logarithm.</summary>
    public double NoiseOf(int benchmark) => _benchmarks[benchmark].Noise;

    /// <summary>The next runs: nanoseconds by benchmark, then run.</summary>
    public double[][] Next(int runs)
    {
        var values = _benchmarks.Select(_ => new double[runs]).ToArray();
        for (var run = 0; run < runs; run++)
        {
            var machine = _machine * Normal();
            for (var i = 0; i < _benchmarks.Length; i++)
                values[i][run] = _benchmarks[i].Level * Math.Exp(machine + _benchmarks[i].Noise * Standard(_benchmarks[i]));
        }
        return values;
    }

    private Benchmark Draw(NoiseShape? shape)
    {
        var drawn = _random.NextDouble();
        return new Benchmark(
            shape ?? (drawn < 0.4 ? NoiseShape.LogNormal : drawn < 0.7 ? NoiseShape.HeavyTailed : drawn < 0.9 ? NoiseShape.TwoStates : NoiseShape.Outliers),
            Level: Math.Pow(10, 1 + 6 * _random.NextDouble()),
            Noise: _isLoud ? 0.01 * Math.Pow(10, _random.NextDouble()) : Math.Clamp(0.016 * Math.Exp(Math.Log(12 / 1.6) / NinthDecile * Normal()), 0.002, 0.5),
            SlowShare: 0.05 + 0.45 * _random.NextDouble());
    }

    /// <summary>Of a mean of about 0 and a variance of 1.</summary>
    private double Standard(Benchmark benchmark)
    {
        switch (benchmark.Shape)
        {
            case NoiseShape.HeavyTailed:
                // Student's t of 4 degrees of freedom.
                var sum = 0.0;
                for (var i = 0; i < 4; i++)
                {
                    var one = Normal();
                    sum += one * one;
                }
                return Normal() / Math.Sqrt(sum / 4) / Math.Sqrt(2);
            case NoiseShape.TwoStates:
                // Nine tenths of the variance lie between the states.
                var share = benchmark.SlowShare;
                var gap = Math.Sqrt(0.9 / (share * (1 - share)));
                return (_random.NextDouble() < share ? gap * (1 - share) : -gap * share) + Math.Sqrt(0.1) * Normal();
            case NoiseShape.Outliers:
                // One run of twenty is slower by some four times the noise of the others.
                var outlier = _random.NextDouble() < 0.05 ? -4 * Math.Log(1 - _random.NextDouble()) : 0;
                return (Normal() + outlier - 0.2) / Math.Sqrt(1 + 0.05 * 32 - 0.04);
            default:
                return Normal();
        }
    }

    /// <summary>Box and Muller's transform.</summary>
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private sealed record Benchmark(NoiseShape Shape, double Level, double Noise, double SlowShare);
}
