using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>What was taken over.</summary>
/// <param name="Runs">Oldest first.</param>
/// <param name="PassedOver">Files in folders that are neither reports nor histories.</param>
internal sealed record ImportOutcome(IReadOnlyList<ImportedRun> Runs, int PassedOver, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A run that was taken over.</summary>
/// <param name="Run">As the source and git describe it; when it is not new, the stored one may say more.</param>
/// <param name="Path">The file it comes from, the first one of several.</param>
/// <param name="Format">Of that file.</param>
/// <param name="Coverage">Null when it holds none.</param>
/// <param name="Metrics">Of how many named metrics it has values.</param>
/// <param name="IsNew">False when the history held it already.</param>
internal sealed record ImportedRun(Run Run, string Path, string Format, CoverageCounts? Coverage, int Metrics, bool IsNew);
