using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>Measures an operation and has it logged, whatever becomes of it.</summary>
internal sealed class OperationTimer(string name, TimeProvider clock)
{
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly long _started = clock.GetTimestamp();

    public Operation Done() => Of(OperationOutcome.Done);

    public Operation Failed(Exception exception) => exception is OperationCanceledException ? Of(OperationOutcome.Cancelled)
        : Of(OperationOutcome.Failed) with { ErrorCode = CodeOf(exception), Error = exception.Message };

    private Operation Of(OperationOutcome outcome) => new(name, _startedAt, clock.GetElapsedTime(_started), outcome);

    private static string? CodeOf(Exception exception) => exception switch
    {
        StoreException store => store.Code,
        Formats.ReportFormatException or RunFormatException => DiagnosticCode.UnreadableReport,
        TimeoutException => DiagnosticCode.DeadlinePassed,
        _ => null,
    };
}
