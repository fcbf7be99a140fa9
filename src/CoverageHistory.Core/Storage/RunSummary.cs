using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>A run and its totals over all sessions.</summary>
/// <param name="Run">Its facts.</param>
/// <param name="Hash">SHA-256 of the canonical run record, lower-case hexadecimal.</param>
/// <param name="Sessions">How many there are.</param>
/// <param name="Coverage">
/// Project coverage: the union of the sessions; where none holds lines, the totals of the session with the most. Null when no session
/// holds coverage.
/// </param>
/// <param name="Tests">Null when no session holds test results.</param>
public sealed record RunSummary(Run Run, string Hash, int Sessions, CoverageCounts? Coverage, TestCounts? Tests)
{
    /// <summary>How many of the sessions were measured in another run.</summary>
    public int CarriedSessions { get; init; }

    /// <summary>Codes of the diagnostics that say why the run is not to be judged by, ascending, each once; see <see cref="Session.Doubts"/>.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}
