using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>The order of a session's test results: by name, ordinally, then by what distinguishes results of one name.</summary>
internal static class TestOrder
{
    public static int Compare(TestResult left, TestResult right)
    {
        var order = string.CompareOrdinal(left.Name, right.Name);
        if (order == 0)
            order = left.Outcome.CompareTo(right.Outcome);
        return order != 0 ? order : left.Duration.CompareTo(right.Duration);
    }
}
