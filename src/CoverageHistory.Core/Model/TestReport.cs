namespace CoverageHistory.Model;

/// <summary>What one file of test results says.</summary>
public sealed class TestReport
{
    /// <summary>Format name of the contract in <c>docs/formats.md</c>, such as <c>trx</c>.</summary>
    public required string Format { get; init; }

    /// <summary>One entry a case that ran or was to run, in report order; each name once.</summary>
    public required IReadOnlyList<TestResult> Tests { get; init; }

    /// <summary>Failed also where the report says so for a reason other than a test; aborted where it says that the run did not get to its end.</summary>
    public RunStatus Status { get; init; }
}
