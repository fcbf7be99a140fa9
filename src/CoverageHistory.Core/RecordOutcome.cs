using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>What was recorded.</summary>
/// <param name="Run">The run as the caller's facts made it; when the record was spooled, as it will be stored.</param>
/// <param name="Stored">What the store did.</param>
/// <param name="Sessions">
/// The given sessions as they were read, in order, without those that <see cref="RecordRequest.Unreadable"/> was told of; then those of
/// <see cref="RecordRequest.BenchmarkResults"/> that are new.
/// </param>
/// <param name="Previous">The run it is compared with, for the change since; null when there is none, or nobody knows.</param>
/// <param name="Diagnostics">What was worth telling.</param>
public sealed record RecordOutcome(
    Run Run, StoredRun Stored, IReadOnlyList<Session> Sessions, RunSummary? Previous, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>There may be a run before, and the commits that lead to it are not known here.</summary>
    public bool IsPreviousUnknown { get; init; }

    /// <summary>Of the stored run, with what it held before.</summary>
    internal RunBenchmarks Benchmarks { get; init; }

    /// <summary>Of <see cref="Previous"/>.</summary>
    internal RunBenchmarks PreviousBenchmarks { get; init; }

    /// <summary>Where stated totals differ from counted ones, report by report; empty unless it was asked for.</summary>
    internal IReadOnlyList<TotalsExplanation> Explanations { get; init; } = [];

    /// <summary>Sessions the run lacked and has from another run.</summary>
    public IReadOnlyList<Session> Carried { get; init; } = [];
}
