using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Comparison;

/// <summary>Runs by hand, in minutes since a fixed time.</summary>
internal static class Runs
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static RunSummary On(string? commit, int minute, string[]? parents = null, string? branch = "main", int? committed = null, string? target = null) => new(
        new Run
        {
            Id = new Guid(minute, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
            Key = $"minute {minute}",
            RecordedAt = Start.AddMinutes(minute),
            Branch = branch,
            Commit = commit is null ? null : new Commit(commit)
            {
                Parents = parents ?? [],
                CommittedAt = committed is { } time ? Start.AddMinutes(time) : null,
            },
            Ci = target is null ? null : new CiBuild("github-actions") { BaseBranch = target },
        },
        Hash: "", Sessions: 1, Coverage: null, Tests: null);

    public static string[] Commits(IEnumerable<RunSummary> runs) => [.. runs.Select(run => run.Run.Commit?.Sha ?? "-")];
}
