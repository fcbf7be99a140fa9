namespace CoverageHistory.Formats;

/// <summary>What a report may cost at most, however it is made.</summary>
public sealed record ReadLimits
{
    /// <summary>What the recorder reads by.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Bytes of the file, and, where it is compressed, bytes of what it unpacks to; 2 GiB unless set.</summary>
    public long MaxBytes { get; init; } = 2L << 30;
}
