using CoverageHistory.Comparison;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Comparison;

public sealed class RunHistoryTests
{
    [Fact]
    public void The_run_before_is_the_previous_one_on_the_branch()
    {
        var first = Runs.On("a", 1);
        var other = Runs.On("b", 2, ["a"], branch: "feature");
        var second = Runs.On("c", 3, ["a"]);

        Assert.Equal(first, Before(second, first, other, second));
    }

    [Fact]
    public void On_a_new_branch_it_is_the_run_on_the_newest_recorded_ancestor()
    {
        var root = Runs.On("a", 1);
        var parent = Runs.On("b", 2, ["a"]);
        var grandchild = Runs.On("d", 4, ["b"], branch: "feature");
        var later = Runs.On("e", 5, ["b"]);

        Assert.Equal(parent, Before(grandchild, root, parent, grandchild, later));
    }

    [Fact]
    public void Ancestors_are_found_through_recorded_commits_of_other_branches()
    {
        var root = Runs.On("a", 1);
        var between = Runs.On("b", 2, ["a"], branch: "other");
        var head = Runs.On("c", 3, ["b"], branch: "feature");

        Assert.Equal(between, Before(head, root, between, head));
    }

    [Fact]
    public void Without_a_recorded_ancestor_it_is_the_last_run_on_the_branch_the_pull_request_goes_into()
    {
        var target = Runs.On("a", 1);
        var head = Runs.On("z", 3, ["unrecorded"], branch: "feature", target: "main");

        Assert.Equal(target, Before(head, target, head));
    }

    [Fact]
    public void The_first_run_has_none_before_it()
    {
        var only = Runs.On("a", 1);

        Assert.Null(Before(only, only));
    }

    [Fact]
    public void Without_git_the_runs_follow_each_other_in_time()
    {
        var first = Runs.On(null, 1, branch: null);
        var second = Runs.On(null, 2, branch: null);

        Assert.Equal(first, Before(second, second, first));
    }

    private static RunSummary? Before(RunSummary run, params RunSummary[] runs) => new RunHistory(runs).Before(run.Run.Id);
}
