namespace CoverageHistory.Storage.Sync;

/// <summary>Runs that were deleted, and the times before which runs, or only their lines, were pruned. Two of them unite to one that gives up what either does.</summary>
/// <param name="RunsBefore">Null: none were pruned by time.</param>
/// <param name="LinesBefore">Null: all kept their lines.</param>
internal sealed record GivenUpRuns(IReadOnlySet<Guid> Runs, DateTimeOffset? RunsBefore, DateTimeOffset? LinesBefore)
{
    public static GivenUpRuns None { get; } = new(new HashSet<Guid>(), null, null);

    public GivenUpRuns Unite(GivenUpRuns other) => new(
        Runs.Count == 0 ? other.Runs : other.Runs.Count == 0 ? Runs : Runs.Union(other.Runs).ToHashSet(),
        Latest(RunsBefore, other.RunsBefore), Latest(LinesBefore, other.LinesBefore));

    /// <summary>A run with a label is not pruned by time.</summary>
    public bool Covers(LocalRun run) => Runs.Contains(run.Id) || (run.RecordedAt < RunsBefore && !run.IsLabelled);

    /// <summary>Whether a store that has the run is to delete it.</summary>
    public bool Deletes(LocalRun run) => Runs.Contains(run.Id) && !run.IsLabelled;

    public bool IsWithin(GivenUpRuns other) => Runs.IsSubsetOf(other.Runs)
        && (RunsBefore is null || RunsBefore <= other.RunsBefore) && (LinesBefore is null || LinesBefore <= other.LinesBefore);

    private static DateTimeOffset? Latest(DateTimeOffset? left, DateTimeOffset? right) =>
        left is null || right > left ? right : left;
}
