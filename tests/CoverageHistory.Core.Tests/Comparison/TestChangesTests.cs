using CoverageHistory.Comparison;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Comparison;

public sealed class TestChangesTests
{
    [Fact]
    public void Fixed_and_broken_need_a_failure_on_one_side_only()
    {
        var changes = TestChanges.Between(
            [Failed("fixed"), Passed("broken"), Failed("still failing"), Passed("fine")],
            [Passed("fixed"), Failed("broken"), Failed("still failing"), Passed("fine")]);

        Assert.Equal(["fixed"], changes.Fixed);
        Assert.Equal(["broken"], changes.Broken);
        Assert.Equal(["broken", "still failing"], changes.Failed.Select(test => test.Name));
    }

    [Fact]
    public void A_new_test_that_fails_is_broken_and_a_skipped_one_is_not_fixed()
    {
        var changes = TestChanges.Between([Failed("skipped now")], [Failed("new"), Skipped("skipped now")]);

        Assert.Equal(["new"], changes.Broken);
        Assert.Empty(changes.Fixed);
    }

    [Fact]
    public void Added_and_removed_count_names_not_sessions()
    {
        var changes = TestChanges.Between([Passed("a"), Passed("a"), Passed("gone")], [Passed("a"), Passed("new"), Passed("new")]);

        Assert.Equal((1, 1), (changes.Added, changes.Removed));
    }

    [Fact]
    public void A_test_that_failed_in_one_of_its_sessions_has_failed()
    {
        var changes = TestChanges.Between([Passed("a")], [Failed("a"), Passed("a"), Skipped("a")]);

        Assert.Equal(["a"], changes.Broken);
    }

    [Fact]
    public void Without_earlier_tests_nothing_is_called_broken()
    {
        var changes = TestChanges.Between(null, [Failed("a"), Passed("b")]);

        Assert.Equal(["a"], changes.Failed.Select(test => test.Name));
        Assert.Empty(changes.Broken);
        Assert.Equal(0, changes.Added);
    }

    private static TestResult Passed(string name) => new(name, TestOutcome.Passed, TimeSpan.Zero);

    private static TestResult Failed(string name) => new(name, TestOutcome.Failed, TimeSpan.Zero);

    private static TestResult Skipped(string name) => new(name, TestOutcome.Skipped, TimeSpan.Zero);
}
