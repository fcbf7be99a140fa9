namespace CoverageHistory;

/// <summary>The write path: reads reports, adds commit, branch, CI facts and environment, and stores one run.</summary>
public sealed class HistoryRecorder
{
    /// <summary>Records all sessions of the request, or nothing.</summary>
    /// <exception cref="Formats.ReportFormatException">A file is not a sound report.</exception>
    /// <exception cref="Storage.StoreException">The store refused.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed, or the caller gave up.</exception>
    public RecordOutcome Record(RecordRequest request, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
