namespace CoverageHistory.Model;

internal enum OperationOutcome
{
    Done,
    Failed,
    Cancelled,
}
