namespace CoverageHistory.Storage.Sync;

/// <summary>How runs are exchanged.</summary>
internal sealed record SyncOptions
{
    /// <summary>Name of a remote of the repository.</summary>
    public string Remote { get; init; } = "origin";

    /// <summary>For all of it, waiting for others included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
