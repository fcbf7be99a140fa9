namespace CoverageHistory.Storage.Sync;

/// <summary>How runs are exchanged.</summary>
internal sealed record SyncOptions
{
    /// <summary>Name of a remote of the repository.</summary>
    public string Remote { get; init; } = "origin";

    /// <summary>For all of it, waiting for others included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Larger runs are not sent, since nobody would take them in.</summary>
    internal long MostUnitBytes { get; init; } = SetTree.MostUnitBytes;

    /// <summary>How much is read and taken in at once; more would only take memory.</summary>
    internal long MostBatchBytes { get; init; } = 64 << 20;
}
