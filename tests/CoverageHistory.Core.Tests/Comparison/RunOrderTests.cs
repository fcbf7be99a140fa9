using CoverageHistory.Comparison;
using CoverageHistory.Storage;
using CsCheck;

namespace CoverageHistory.Core.Tests.Comparison;

public sealed class RunOrderTests
{
    /// <summary>Histories of up to 12 commits whose parents have smaller numbers, with clocks that know nothing of that.</summary>
    private static readonly Gen<RunSummary[]> GenHistory = Gen.Select(
        Gen.Int[0, 100].Array[1, 12],
        Gen.Int[0, 11].Array[0, 2].Array[12],
        Gen.Bool.Array[12]).Select((times, parents, hasCommit) => times.Select((time, i) => Runs.On(
            hasCommit[i] ? $"c{i}" : null,
            minute: i,
            parents: [.. parents[i].Where(parent => parent < i).Select(parent => $"c{parent}").Distinct()],
            committed: time)).ToArray());

    [Fact]
    public void A_run_stands_after_every_recorded_parent_of_its_commit() => GenHistory.Sample(history =>
    {
        var sorted = new RunHistory(history).Runs;
        foreach (var (position, run) in sorted.Index())
        {
            foreach (var parent in run.Run.Commit?.Parents ?? [])
                Assert.DoesNotContain(sorted.Skip(position), later => later.Run.Commit?.Sha == parent);
        }
    });

    [Fact]
    public void No_run_is_lost_or_doubled() => GenHistory.Sample(history =>
        Assert.Equal(history.Select(run => run.Run.Id).Order(), new RunHistory(history).Runs.Select(run => run.Run.Id).Order()));

    [Fact]
    public void The_order_does_not_depend_on_the_order_given() => GenHistory.Sample(history =>
        Assert.Equal(new RunHistory(history).Runs, new RunHistory(history.Reverse()).Runs));

    [Fact]
    public void A_child_whose_clock_is_slow_still_follows_its_parent()
    {
        var parent = Runs.On("parent", 2, committed: 50);
        var child = Runs.On("child", 1, ["parent"], committed: 10);

        Assert.Equal(["parent", "child"], Runs.Commits(new RunHistory([child, parent]).Runs));
    }

    [Fact]
    public void Unrelated_commits_stand_by_commit_time_rather_than_by_when_they_were_recorded()
    {
        var old = Runs.On("old", 30, committed: 5);
        var recent = Runs.On("recent", 20, committed: 15);

        Assert.Equal(["old", "recent"], Runs.Commits(new RunHistory([recent, old]).Runs));
    }

    [Fact]
    public void A_run_without_a_commit_stands_where_its_time_puts_it()
    {
        RunSummary[] runs = [Runs.On("a", 10, committed: 10), Runs.On(null, 15), Runs.On("b", 20, ["a"], committed: 20)];

        Assert.Equal(["a", "-", "b"], Runs.Commits(new RunHistory(runs).Runs));
    }

    [Fact]
    public void Runs_of_one_commit_stay_together_in_the_order_they_were_recorded()
    {
        RunSummary[] runs = [Runs.On("a", 30, committed: 1), Runs.On("b", 20, ["a"], committed: 2), Runs.On("a", 10, committed: 1)];

        Assert.Equal([10, 30, 20], new RunHistory(runs).Runs.Select(run => (int)run.Run.RecordedAt.TimeOfDay.TotalMinutes));
    }

    [Fact]
    public void A_forged_history_with_a_circle_of_commits_is_shown_whole()
    {
        RunSummary[] runs = [Runs.On("a", 1, ["b"]), Runs.On("b", 2, ["a"]), Runs.On("c", 3, ["c"])];

        Assert.Equal(["c", "a", "b"], Runs.Commits(new RunHistory(runs).Runs));
    }
}
