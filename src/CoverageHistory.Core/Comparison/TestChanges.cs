using CoverageHistory.Model;

namespace CoverageHistory.Comparison;

/// <summary>Tests by name; a test that ran in several sessions has its gravest outcome.</summary>
/// <param name="Failed">Failed in the head run, by name.</param>
/// <param name="Fixed">Failed in the base run, passed in the head run.</param>
/// <param name="Broken">Did not fail in the base run (it may be new), failed in the head run.</param>
/// <param name="Added">How many names only the head run has.</param>
/// <param name="Removed">How many names only the base run has.</param>
internal sealed record TestChanges(
    IReadOnlyList<TestResult> Failed, IReadOnlyList<string> Fixed, IReadOnlyList<string> Broken, int Added, int Removed)
{
    /// <param name="baseTests">Null when there is nothing to compare with: only <see cref="Failed"/> is filled then.</param>
    public static TestChanges Between(IReadOnlyList<TestResult>? baseTests, IReadOnlyList<TestResult> headTests)
    {
        var head = ByName(headTests);
        TestResult[] failed = [.. head.Values.Where(HasFailed).OrderBy(test => test.Name, StringComparer.Ordinal)];
        if (baseTests is null)
            return new TestChanges(failed, [], [], 0, 0);
        var before = ByName(baseTests);
        return new TestChanges(
            failed,
            [.. head.Values.Where(test => test.Outcome == TestOutcome.Passed && before.TryGetValue(test.Name, out var was) && HasFailed(was))
                .Select(test => test.Name).Order(StringComparer.Ordinal)],
            [.. failed.Where(test => !(before.TryGetValue(test.Name, out var was) && HasFailed(was))).Select(test => test.Name)],
            head.Keys.Count(name => !before.ContainsKey(name)),
            before.Keys.Count(name => !head.ContainsKey(name)));
    }

    private static bool HasFailed(TestResult test) => test.Outcome == TestOutcome.Failed;

    private static Dictionary<string, TestResult> ByName(IReadOnlyList<TestResult> tests)
    {
        var byName = new Dictionary<string, TestResult>(tests.Count, StringComparer.Ordinal);
        foreach (var test in tests)
        {
            if (!byName.TryGetValue(test.Name, out var known) || Gravity(test.Outcome) > Gravity(known.Outcome))
                byName[test.Name] = test;
        }
        return byName;
    }

    private static int Gravity(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Failed => 2,
        TestOutcome.Passed => 1,
        _ => 0,
    };
}
