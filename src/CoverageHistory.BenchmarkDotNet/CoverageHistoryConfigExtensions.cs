using BenchmarkDotNet.Configs;

namespace CoverageHistory.BenchmarkDotNet;

/// <summary>Turns recording on in a configuration of BenchmarkDotNet.</summary>
public static class CoverageHistoryConfigExtensions
{
    /// <summary>Records results into the history of the repository.</summary>
    /// <returns>The same configuration.</returns>
    public static ManualConfig AddCoverageHistory(this ManualConfig config) => config.AddExporter(CoverageHistoryExporter.Default);

    /// <summary>Records results into the history of the repository.</summary>
    /// <returns>A configuration with what this one has.</returns>
    public static ManualConfig AddCoverageHistory(this IConfig config) => config.AddExporter(CoverageHistoryExporter.Default);
}
