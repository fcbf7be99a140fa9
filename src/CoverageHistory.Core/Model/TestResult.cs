namespace CoverageHistory.Model;

/// <summary>What came of a test.</summary>
public enum TestOutcome
{
    /// <summary>It ran and found nothing wrong.</summary>
    Passed,

    /// <summary>It found something wrong, broke or timed out.</summary>
    Failed,

    /// <summary>It did not run, or came to no verdict.</summary>
    Skipped,
}

/// <summary>One test case in one session.</summary>
/// <param name="Name">Fully qualified name, with the arguments for a parameterised case; the identity over time.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Duration">At least zero; stored in microseconds.</param>
public sealed record TestResult(string Name, TestOutcome Outcome, TimeSpan Duration);
