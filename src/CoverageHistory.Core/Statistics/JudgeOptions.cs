namespace CoverageHistory.Statistics;

/// <summary>When a change is called one. Shares are of 1: 0.02 is 2 %.</summary>
internal sealed record JudgeOptions
{
    public static JudgeOptions Default { get; } = new();

    /// <summary>The most probable a change may be by chance, on either side.</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>Expected share of false calls among all calls of a run.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.1;

    /// <summary>Smaller changes are not called.</summary>
    public double LeastEffect { get; init; } = 0.02;

    /// <summary>Changes within it do not matter.</summary>
    public double EquivalenceMargin { get; init; } = 0.05;

    /// <summary>The ratio that is called without a history to judge by.</summary>
    public double CatastropheRatio { get; init; } = 2;

    /// <summary>The most that small changes may add up to since the last accepted level.</summary>
    public double DriftBudget { get; init; } = 0.1;

    /// <summary>A single new run is judged by at least as many earlier ones.</summary>
    public int FewestRuns { get; init; } = 8;

    /// <summary>Older runs do not count.</summary>
    public int MostRuns { get; init; } = 64;
}
