namespace CoverageHistory.Model;

public enum OperationOutcome
{
    Done,
    Failed,
    Cancelled,
}
