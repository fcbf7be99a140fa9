using CoverageHistory.Model;

namespace CoverageHistory;

/// <summary>One session to record: report files, results that are known already, or both.</summary>
public sealed record SessionInput
{
    /// <summary>The test project's name, <c>--session</c>, or the file's path as the user gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Report files, format detected by content; several are united.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Build configuration, such as <c>Release</c>.</summary>
    public string? Configuration { get; init; }

    /// <summary>Target framework moniker.</summary>
    public string? Framework { get; init; }

    /// <summary>Results from the test logger; null when the files bring them or nobody has them.</summary>
    public IReadOnlyList<TestResult>? Tests { get; init; }

    /// <summary>What the benchmark process itself says; null when the files bring benchmarks or there are none.</summary>
    internal BenchmarkReport? Benchmarks { get; init; }

    /// <summary>When its tests began, so that an older report is not taken for theirs; null where unknown.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null: <see cref="RunStatus.Failed"/> when a test failed, else <see cref="RunStatus.Passed"/>.</summary>
    public RunStatus? Status { get; init; }
}
