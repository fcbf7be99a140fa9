using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>A stored session without its lines and test results.</summary>
/// <param name="Session">With null content but for values of named metrics, benchmarks, and totals that came without lines.</param>
/// <param name="Coverage">Totals, with or without lines.</param>
/// <param name="Tests">Null when it holds no test results.</param>
public sealed record SessionSummary(Session Session, CoverageCounts? Coverage, TestCounts? Tests);
