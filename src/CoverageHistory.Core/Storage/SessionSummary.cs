using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>A stored session without its lines and test results.</summary>
/// <param name="Session">With null content.</param>
public sealed record SessionSummary(Session Session, CoverageCounts? Coverage, TestCounts? Tests);
