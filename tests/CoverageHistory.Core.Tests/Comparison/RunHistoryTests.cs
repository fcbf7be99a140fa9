using System.Diagnostics;
using CoverageHistory.Comparison;
using CoverageHistory.Git;
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
    public void Where_no_run_was_recorded_before_the_branch_it_is_the_last_one_on_the_branch_the_pull_request_goes_into()
    {
        var target = Runs.On("a", 1);
        var head = Runs.On("z", 3, ["unrecorded"], branch: "feature", target: "main");
        var git = new FirstParents("z", new Dictionary<string, string?> { ["z"] = "unrecorded", ["unrecorded"] = null }, IsShallow: false);

        Assert.Equal(target, new RunHistory([target, head], git).Before(head.Run.Id));
    }

    [Fact]
    public void Where_the_way_back_is_not_known_the_baseline_is_not_guessed()
    {
        var target = Runs.On("a", 1);
        var head = Runs.On("z", 3, ["unrecorded"], branch: "feature", target: "main");

        Assert.Equal(Baseline.Unknown, new RunHistory([target, head]).FindBaseline(head.Run.Id));
    }

    [Fact]
    public void What_was_merged_is_no_baseline_where_the_line_it_went_into_is_not_known()
    {
        var merged = Runs.On("f", 1, branch: "feature");
        var merge = Runs.On("m", 2, ["unrecorded", "f"]);

        Assert.Equal(Baseline.Unknown, new RunHistory([merged, merge]).FindBaseline(merge.Run.Id));
    }

    [Fact]
    public void A_forged_history_that_goes_round_in_circles_has_no_baseline()
    {
        var git = new FirstParents("a", new Dictionary<string, string?> { ["a"] = "b", ["b"] = "c", ["c"] = "b" }, IsShallow: false);
        var run = Runs.On("a", 2, ["b"]);

        Assert.Equal(Baseline.Unknown, new RunHistory([Runs.On("other", 1), run], git).FindBaseline(run.Run.Id));
    }

    [Fact]
    public void Ten_thousand_runs_of_a_branch_that_was_rewritten_are_placed_in_no_time()
    {
        const int count = 10_000;
        var runs = new List<RunSummary>();
        var parents = new Dictionary<string, string?>();
        foreach (var (from, name) in (ReadOnlySpan<(int, string)>)[(0, "old"), (count, "new")])
        {
            for (var number = 0; number < count; number++)
            {
                var parent = number == 0 ? null : $"{name} {number - 1}";
                parents[$"{name} {number}"] = parent;
                runs.Add(Runs.On($"{name} {number}", from + number, parent is null ? [] : [parent]));
            }
        }
        var clock = Stopwatch.StartNew();

        var history = new RunHistory(runs, new FirstParents($"new {count - 1}", parents, IsShallow: false));
        var line = history.LineOf("main");
        var known = Enumerable.Range(0, history.Runs.Count).Count(position => history.FindBaseline(position).Run is not null);

        Assert.Equal(count, Enumerable.Range(0, history.Runs.Count).Count(line.Contains));
        Assert.Equal(2 * (count - 1), known);
        // Takes a tenth of a second; following each commit to the first would take half a minute.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
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
