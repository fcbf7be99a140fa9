namespace CoverageHistory.Model;

public enum TestOutcome
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>One test case in one session.</summary>
/// <param name="Name">Fully qualified name, with the arguments for a parameterised case; the identity over time.</param>
/// <param name="Duration">At least zero; stored in microseconds.</param>
public sealed record TestResult(string Name, TestOutcome Outcome, TimeSpan Duration);
