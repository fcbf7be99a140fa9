using CoverageHistory.Comparison;
using CoverageHistory.Core.Tests.Storage;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Comparison;

public sealed class UnstableLinesTests : StoreFixture
{
    [Fact]
    public void A_line_that_differs_between_two_runs_of_one_commit_is_unstable()
    {
        Measure("c1", A(1, 1));
        Measure("c1", A(1, 0));

        var line = Assert.Single(Find().All);
        Assert.Equal(("src/a.cs", 2, 1, 2, 1, true), (line.Path.Value, line.Number, line.RunsCovered, line.RunsSeen, line.Flips, line.IsCurrent));
    }

    [Fact]
    public void A_line_that_goes_and_comes_back_while_its_file_stays_the_same_is_unstable()
    {
        foreach (var (number, hits) in new uint[] { 1, 1, 0, 1, 1 }.Index())
            Measure($"c{number}", A(1, hits), File("src/b.cs", content: (ulong)number + 1, hits: (uint)number % 2));

        var line = Assert.Single(Find().All);
        Assert.Equal((2, 4, 5, 2), (line.Number, line.RunsCovered, line.RunsSeen, line.Flips));
        Assert.Equal("c3", line.LastFlip.Commit!.Sha);
    }

    [Fact]
    public void A_line_that_changes_once_from_commit_to_commit_has_a_cause()
    {
        Measure("c1", A(1, 0));
        Measure("c2", A(1, 1));
        Measure("c3", A(1, 1));

        Assert.Empty(Find().All);
    }

    [Fact]
    public void Uncommitted_changes_may_be_the_cause_even_on_one_commit()
    {
        Measure("c1", A(1, 0));
        Record(NewRun("c1", "c0") with { IsDirty = true }, Unique(NamedSession("Tests", A(1, 1))));

        Assert.Empty(Find().All);
    }

    [Fact]
    public void A_changed_or_unknown_content_proves_nothing()
    {
        foreach (var number in Enumerable.Range(0, 4))
        {
            Measure("c1", File("src/a.cs", content: (ulong)number + 1, hits: (uint)number % 2), File("src/unknown.cs", content: 0, hits: (uint)number % 2));
        }

        Assert.Empty(Find().All);
    }

    [Theory]
    [InlineData("another session")]
    [InlineData("another framework")]
    [InlineData("another system")]
    [InlineData("other tests")]
    [InlineData("failed")]
    [InlineData("aborted")]
    [InlineData("doubtful")]
    [InlineData("carried")]
    public void What_differs_for_a_reason_is_not_compared(string reason)
    {
        Measure("c1", A(1, 1));
        var other = NamedSession("Tests", A(1, 0));
        Record(NewRun("c1", "c0"), Unique(reason switch
        {
            "another session" => other with { Name = "Other.Tests" },
            "another framework" => other with { Framework = "net8.0" },
            "another system" => other with { Environment = Machine with { Os = "Windows 11" } },
            "other tests" => other with { Tests = [new("T", TestOutcome.Passed, TimeSpan.Zero)] },
            "failed" => other with { Status = RunStatus.Failed },
            "aborted" => other with { Status = RunStatus.Aborted },
            "doubtful" => other with { Doubts = ["COVH1021"] },
            _ => other with { Carried = new CarriedFrom(Guid.CreateVersion7(), 1) },
        }));

        Assert.Empty(Find().All);
    }

    [Fact]
    public void Each_branch_has_its_own_tests_so_going_back_and_forth_between_branches_is_no_flip()
    {
        foreach (var number in Enumerable.Range(0, 4))
            Record(NewRun($"c{number}", branch: number % 2 == 0 ? "main" : "topic"), Unique(NamedSession("Tests", A(1, (uint)number % 2))));

        Assert.Empty(Find().All);
    }

    [Fact]
    public void A_report_in_a_folder_with_a_new_name_each_time_is_the_same_session()
    {
        foreach (var hits in new uint[] { 0, 1 })
            Record(NewRun("c1", "c0"), Unique(NamedSession($"TestResults/{Guid.NewGuid()}/coverage.cobertura.xml", A(1, hits))));

        Assert.Single(Find().All);
    }

    [Fact]
    public void Sessions_of_one_run_that_cannot_be_told_apart_are_not_compared()
    {
        foreach (var hits in new uint[] { 0, 1 })
        {
            Record(NewRun("c1", "c0"),
                Unique(NamedSession($"{Guid.NewGuid()}/coverage.cobertura.xml", A(1, hits))),
                Unique(NamedSession($"{Guid.NewGuid()}/coverage.cobertura.xml", A(hits, 1))));
        }

        Assert.Empty(Find().All);
    }

    [Fact]
    public void What_was_unstable_in_an_earlier_version_of_the_file_is_not_current()
    {
        Measure("c1", A(1, 1));
        Measure("c1", A(1, 0));
        Measure("c2", File("src/a.cs", content: 99, 1, 1));

        Assert.False(Assert.Single(Find().All).IsCurrent);
    }

    [Fact]
    public void Branch_counts_that_change_alone_flip_no_line()
    {
        foreach (ushort taken in new ushort[] { 1, 2, 1 })
        {
            Measure("c1", new FileCoverage { Module = "App", Path = new RepoPath("src/a.cs"), Content = new ContentId(5), Lines = [new(1, 1, taken, 2)] });
        }

        Assert.Empty(Find().All);
    }

    [Fact]
    public void A_change_on_an_unstable_line_is_marked_and_is_no_indirect_change()
    {
        Measure("c1", A(1, 1, 1));
        Measure("c1", A(1, 0, 1));
        Measure("c2", A(1, 1, 0));
        var history = new TrendAnalyzer(Store).LoadHistory(None);

        var delta = new TrendAnalyzer(Store).Compare(history.Runs[1], history.Runs[2], history, None);

        var change = Assert.Single(delta.Indirect);
        Assert.Equal([3], change.NewlyUncovered);
        Assert.Empty(change.NewlyCovered);
        Assert.Equal([2], change.Unstable);
    }

    [Fact]
    public void A_file_that_changed_has_no_indirect_changes()
    {
        Measure("c1", A(1, 1));
        Measure("c2", File("src/a.cs", content: 99, 1, 0));
        var history = new TrendAnalyzer(Store).LoadHistory(None);

        Assert.Empty(new TrendAnalyzer(Store).Compare(history.Runs[0], history.Runs[1], history, None).Indirect);
    }

    [Fact]
    public void Without_its_unstable_lines_a_file_has_the_lines_that_say_something()
    {
        Measure("c1", A(1, 1, 0));
        Measure("c1", A(1, 0, 0));
        var unstable = Find();

        Assert.Equal([1, 3], unstable.WithoutThem(A(1, 1, 0)).Lines.Select(line => line.Number));
        var changed = File("src/a.cs", content: 99, 1, 1);
        Assert.Same(changed, unstable.WithoutThem(changed));
    }

    private static FileCoverage A(params uint[] hits) => File("src/a.cs", content: 7, hits);

    private static FileCoverage File(string path, ulong content, params uint[] hits) => Coverage.File(path, hits).Holding(new ContentId(content));

    private void Measure(string commit, params FileCoverage[] files) => Record(NewRun(commit, "c0"), Unique(NamedSession("Tests", files)));

    private static Session Unique(Session session) => session with { ContentHash = HashOf(Guid.NewGuid().ToString()) };

    private UnstableLines Find()
    {
        var runs = new TrendAnalyzer(Store).LoadHistory(None).Runs;
        return UnstableLines.Find(Store.LoadTimelines([.. runs.Select(run => run.Run.Id)], null, None), runs);
    }
}
