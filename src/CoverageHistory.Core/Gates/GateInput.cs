using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Gates;

/// <summary>What there is to judge.</summary>
/// <param name="Head">The run that is judged.</param>
/// <param name="Base">The run it is compared with; null when there is none.</param>
internal sealed record GateInput(RunSummary Head, RunSummary? Base)
{
    /// <summary>There may be a run to compare with, and the commits that lead to it are not known here.</summary>
    public bool IsBaseUnknown { get; init; }

    /// <summary>Lines of the judged run; null without coverage.</summary>
    public CoveredCount? Lines { get; init; }

    /// <summary>Lines of the base run, counted in the same way; null without one.</summary>
    public CoveredCount? BaseLines { get; init; }

    /// <summary>How many unstable lines are left out of <see cref="Lines"/>.</summary>
    public int UnstableLines { get; init; }

    /// <summary>Codes of diagnostics that keep the run from being judged; see <see cref="Session.Doubts"/>.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];
}
