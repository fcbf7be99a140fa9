using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

public class SessionTests : StoreFixture
{
    public SessionTests()
    {
    }

    private protected SessionTests(bool inMemory) : base(inMemory)
    {
    }

    [Fact]
    public void Recording_the_same_content_again_changes_nothing()
    {
        var run = NewRun(key: "job 1");
        var session = SessionOf(Coverage.File("a.cs", 1, 0));
        var first = Record(run, session);
        var again = Store.Record(NewRun(key: "job 1"), [session], None);
        Assert.Equal([true], again.Duplicates);
        Assert.Equal((first.Run.Id, first.Hash, first.Sessions), (again.Summary!.Run.Id, again.Summary.Hash, again.Summary.Sessions));
        Assert.Single(Store.ListSessions(run.Id, None));
    }

    [Fact]
    public void Content_is_known_whichever_run_holds_it()
    {
        var (first, second) = (SessionOf(Coverage.File("a.cs", 1, 0)), SessionOf(Coverage.File("a.cs", 1, 1)));
        var none = new string('0', 32);
        Assert.Empty(Store.FindKnownContent([first.ContentHash], None));
        Record(NewRun(), first);
        Record(NewRun(), second);
        Assert.Equal([first.ContentHash, second.ContentHash], Store.FindKnownContent([first.ContentHash, none, second.ContentHash], None).OrderByDescending(hash => hash == first.ContentHash));
    }

    [Fact]
    public void The_same_content_twice_in_one_record_is_stored_once()
    {
        var session = SessionOf(Coverage.File("a.cs", 1, 0));
        var stored = Store.Record(NewRun(), [session, session], None);
        Assert.Equal([false, true], stored.Duplicates);
        Assert.Equal(1, stored.Summary!.Sessions);
        Assert.Equal(stored.Summary.Hash, Rehash(stored.Summary.Run.Id));
    }

    [Fact]
    public void Sessions_with_one_key_join_one_run_whose_facts_the_first_gave()
    {
        var first = NewRun("sha", branch: "main", key: "job 1");
        Record(first, NamedSession("A", Coverage.File("a.cs", 1, 0)));
        var joined = Record(NewRun("other", branch: "other", key: "job 1"), NamedSession("B", Coverage.File("a.cs", 0, 1)));
        Assert.Equal((first.Id, "sha", "main", 2), (joined.Run.Id, joined.Run.Commit!.Sha, joined.Run.Branch, joined.Sessions));
        Assert.Equal(new CoveredCount(2, 2), joined.Coverage!.Value.Lines);
        Assert.Equal(["A", "B"], Store.ListSessions(first.Id, None).Select(session => session.Session.Name));
        Assert.Equal(new CoveredCount(1, 2), Store.ListSessions(first.Id, None)[1].Coverage!.Value.Lines);
        Assert.Single(Store.ListRuns(RunQuery.All, None));
    }

    [Fact]
    public void A_run_has_the_gravest_status_of_its_sessions()
    {
        var run = NewRun(key: "job");
        Assert.Equal(RunStatus.Passed, Record(run, NamedSession("A")).Run.Status);
        Assert.Equal(RunStatus.Failed, Record(run, NamedSession("B") with { Status = RunStatus.Failed }).Run.Status);
        Assert.Equal(RunStatus.Failed, Record(run, NamedSession("C")).Run.Status);
        Assert.Equal(RunStatus.Aborted, Record(run with { Status = RunStatus.Aborted }, NamedSession("C")).Run.Status);
        Assert.Equal(Store.FindRun(run.Id, None)!.Hash, Rehash(run.Id));
    }

    [Fact]
    public void A_line_of_two_modules_counts_once_in_the_project_and_once_in_each_module()
    {
        var run = NewRun();
        var summary = Record(run, SessionOf(Coverage.FileIn("A", "shared.cs", 1, 0), Coverage.FileIn("B", "shared.cs", 0, 0)));
        Assert.Equal(new CoveredCount(1, 2), summary.Coverage!.Value.Lines);
        var modules = Store.ListModuleTotals(RunQuery.All, None)[run.Id];
        Assert.Equal((new CoveredCount(1, 2), new CoveredCount(0, 2)), (modules["A"].Lines, modules["B"].Lines));
    }

    [Fact]
    public void A_session_may_hold_no_coverage_or_nothing_coverable()
    {
        var run = NewRun();
        var summary = Record(run, NamedSession("A") with { Coverage = null });
        Assert.Null(summary.Coverage);
        summary = Record(run, NamedSession("B", Coverage.File("a.cs")));
        Assert.Equal(0, summary.Coverage!.Value.Lines.Total);
        Assert.Null(summary.Coverage.Value.Lines.Rate);
        Assert.Equal(Coverage.Describe([Coverage.File("a.cs")]), Coverage.Describe(Store.LoadCoverage(run.Id, null, None)));
    }

    [Fact]
    public void Test_results_of_all_sessions_come_in_session_order_then_by_name()
    {
        TestResult Passed(string name) => new(name, TestOutcome.Passed, TimeSpan.FromMicroseconds(7));
        var run = NewRun();
        Record(run, NamedSession("B") with { Tests = [Passed("z"), Passed("y"), Passed("z")] });
        var summary = Record(run, NamedSession("A") with { Tests = [Passed("x")] }, NamedSession("C"));
        Assert.Equal(["y", "z", "z", "x"], Store.LoadTests(run.Id, None).Select(test => test.Name));
        Assert.Equal(new TestCounts(4, 4, 0, 0, TimeSpan.FromMicroseconds(28)), summary.Tests);
        Assert.Null(Store.ListSessions(run.Id, None)[2].Tests);
    }

    [Fact]
    public void Durations_are_kept_to_the_microsecond_and_are_never_negative()
    {
        var run = NewRun();
        Record(run, SessionOf() with { Tests = [new("a", TestOutcome.Passed, new TimeSpan(19)), new("b", TestOutcome.Failed, new TimeSpan(-5))] });
        Assert.Equal([TimeSpan.FromMicroseconds(1), TimeSpan.Zero], Store.LoadTests(run.Id, None).Select(test => test.Duration));
    }

    [Fact]
    public void Text_that_a_database_cannot_hold_is_replaced()
    {
        var run = NewRun(branch: "a\0b");
        Record(run, NamedSession("\ud800") with
        {
            Coverage = [Coverage.File("a\0.cs", 0), Coverage.File("a\ufffd.cs", 1)],
            Tests = [new("\udc00x", TestOutcome.Passed, TimeSpan.Zero)],
        });
        Assert.Equal("a\ufffdb", Store.FindRun(run.Id, None)!.Run.Branch);
        Assert.Equal("\ufffd", Store.ListSessions(run.Id, None)[0].Session.Name);
        var file = Assert.Single(Store.LoadCoverage(run.Id, null, None));
        Assert.Equal(("a\ufffd.cs", 1u), (file.Path.Value, file.Lines[0].Hits));
        Assert.Equal("\ufffdx", Store.LoadTests(run.Id, None)[0].Name);
        Assert.Equal(Store.FindRun(run.Id, None)!.Hash, Rehash(run.Id));
    }

    [Fact]
    public void A_record_without_a_session_is_refused() =>
        Assert.Throws<ArgumentException>(() => Store.Record(NewRun(), [], None));

    [Fact]
    public void A_session_whose_lines_are_not_ascending_is_refused_and_nothing_is_stored()
    {
        var broken = new FileCoverage { Module = "A", Path = new RepoPath("a.cs"), Lines = [new(2, 1, 0, 0), new(1, 1, 0, 0)] };
        Assert.Throws<ArgumentException>(() => Store.Record(NewRun(), [SessionOf(), SessionOf() with { Coverage = [broken] }], None));
        Assert.False(Store.Exists);
    }

    [Fact]
    public void A_session_whose_hash_is_none_is_refused() =>
        Assert.Throws<ArgumentException>(() => Store.Record(NewRun(), [SessionOf() with { ContentHash = "abc" }], None));

    [Fact]
    public void Many_sessions_that_say_the_same_are_united_as_one_without_counts_and_added_up_with_them()
    {
        var kept = Open(new CoverageHistory.Storage.Sqlite.SqliteStoreOptions { KeepHitCounts = true });
        var (plain, counted) = (NewRun(), NewRun());
        for (var i = 0; i < 3; i++)
        {
            Store.Record(plain, [NamedSession($"S{i}", Coverage.File("a.cs", 5, 0))], None);
            kept.Record(counted, [NamedSession($"S{i}", Coverage.File("a.cs", 5, 0))], None);
        }
        Assert.Equal([1u, 0u], Assert.Single(Store.LoadCoverage(plain.Id, null, None)).Lines.Select(line => line.Hits));
        Assert.Equal([15u, 0u], Assert.Single(Store.LoadCoverage(counted.Id, null, None)).Lines.Select(line => line.Hits));
    }

    private string Rehash(Guid run) => Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(run, None)!.ToText()));
}
