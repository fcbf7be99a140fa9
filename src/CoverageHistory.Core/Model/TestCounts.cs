namespace CoverageHistory.Model;

/// <summary>Test totals of a session or run; a test that ran in two sessions counts twice.</summary>
/// <param name="Total">All of them, whatever came of them.</param>
/// <param name="Passed">Those that passed.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Skipped">Those that did not run.</param>
/// <param name="Duration">Sum over the tests, saturating.</param>
public sealed record TestCounts(int Total, int Passed, int Failed, int Skipped, TimeSpan Duration)
{
    /// <summary>Counts results.</summary>
    public static TestCounts Of(IEnumerable<TestResult> tests)
    {
        int passed = 0, failed = 0, skipped = 0;
        var duration = TimeSpan.Zero;
        foreach (var test in tests)
        {
            duration = Add(duration, test.Duration);
            switch (test.Outcome)
            {
                case TestOutcome.Passed: passed++; break;
                case TestOutcome.Failed: failed++; break;
                default: skipped++; break;
            }
        }
        return new TestCounts(passed + failed + skipped, passed, failed, skipped, duration);
    }

    /// <summary>Of two sets of results.</summary>
    public static TestCounts operator +(TestCounts left, TestCounts right) => new(
        left.Total + right.Total, left.Passed + right.Passed, left.Failed + right.Failed,
        left.Skipped + right.Skipped, Add(left.Duration, right.Duration));

    private static TimeSpan Add(TimeSpan left, TimeSpan right) => left > TimeSpan.MaxValue - right ? TimeSpan.MaxValue : left + right;
}
