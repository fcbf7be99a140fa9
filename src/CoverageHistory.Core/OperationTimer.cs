using CoverageHistory.Formats;
using CoverageHistory.Git;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory;

/// <summary>Measures an operation and has it logged, whatever becomes of it.</summary>
internal sealed class OperationTimer(string name, TimeProvider clock)
{
    private const int MostErrorCharacters = 500;

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private readonly long _started = clock.GetTimestamp();

    public Operation Done() => Of(OperationOutcome.Done);

    public Operation Failed(Exception exception) => exception is OperationCanceledException ? Of(OperationOutcome.Cancelled)
        : Of(OperationOutcome.Failed) with { ErrorCode = CodeOf(exception), Error = Shorten(RemoteUrl.Redact(exception.Message)) };

    private Operation Of(OperationOutcome outcome) => new(name, _startedAt, clock.GetElapsedTime(_started), outcome);

    private static string Shorten(string text) => text.Length <= MostErrorCharacters ? text : text[..(MostErrorCharacters - 3)] + "...";

    private static string? CodeOf(Exception exception) => exception switch
    {
        StoreException store => store.Code,
        ReportFormatException or RunFormatException => DiagnosticCode.UnreadableReport,
        TimeoutException => DiagnosticCode.DeadlinePassed,
        _ => null,
    };
}
