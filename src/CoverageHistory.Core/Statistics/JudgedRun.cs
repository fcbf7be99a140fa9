namespace CoverageHistory.Statistics;

/// <summary>What is to be said of the benchmarks of a run.</summary>
/// <param name="Benchmarks">In the order of the series.</param>
internal sealed record JudgedRun(IReadOnlyList<JudgedBenchmark> Benchmarks, CommonMode CommonMode);
