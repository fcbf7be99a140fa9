using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public class QueryTests : StoreFixture
{
    public QueryTests()
    {
    }

    private protected QueryTests(bool inMemory) : base(inMemory)
    {
    }

    private const string ShaA = "abcd1111111111111111111111111111111111aa";
    private const string ShaB = "abcd2222222222222222222222222222222222bb";

    [Fact]
    public void An_absent_database_holds_nothing_and_is_not_created_by_reading()
    {
        Assert.Empty(Store.ListRuns(RunQuery.All, None));
        Assert.Null(Store.FindRun(Guid.CreateVersion7(), None));
        Assert.Empty(Store.LoadCoverage(Guid.CreateVersion7(), null, None));
        Assert.Empty(Store.LoadTests(Guid.CreateVersion7(), None));
        Assert.Empty(Store.ListModuleTotals(RunQuery.All, None));
        Assert.False(Store.DeleteRun(Guid.CreateVersion7(), None));
        Assert.False(Store.TagRun(Guid.CreateVersion7(), ["a"], [], None));
        Assert.Equal(0, Store.GetInfo(None).Runs);
        Assert.False(Store.Exists);
    }

    [Fact]
    public void Runs_come_oldest_first_whatever_order_they_were_recorded_in()
    {
        var first = NewRun();
        var second = NewRun();
        var third = NewRun();
        foreach (var run in new[] { second, third, first })
            Record(run, SessionOf());
        Assert.Equal([first.Id, second.Id, third.Id], Ids(RunQuery.All));
        Assert.Equal([second.Id, third.Id], Ids(new RunQuery { Newest = 2 }));
        Assert.Equal([second.Id], Ids(new RunQuery { Since = second.RecordedAt, Until = third.RecordedAt }));
        Assert.Equal([third.Id], Ids(new RunQuery { Since = second.RecordedAt.AddTicks(1) }));
        Assert.Equal([first.Id, second.Id], Ids(new RunQuery { Until = second.RecordedAt.AddTicks(1) }));
    }

    [Fact]
    public void Runs_are_found_by_branch()
    {
        var main = NewRun(branch: "main");
        var topic = NewRun(branch: "topic/'; drop table branch;--");
        var detached = NewRun(branch: null);
        foreach (var run in new[] { main, topic, detached })
            Record(run, SessionOf());
        Assert.Equal([topic.Id], Ids(new RunQuery { Branch = topic.Branch }));
        Assert.Empty(Ids(new RunQuery { Branch = "%" }));
    }

    [Fact]
    public void Runs_are_found_by_a_commit_or_its_unambiguous_prefix()
    {
        var a = NewRun(commit: ShaA);
        var b = NewRun(commit: ShaB);
        Record(a, SessionOf());
        Record(b, SessionOf());
        Record(NewRun(), SessionOf());
        Assert.Equal([a.Id], Ids(new RunQuery { Commit = ShaA }));
        Assert.Equal([b.Id], Ids(new RunQuery { Commit = "abcd2" }));
        Assert.Equal([b.Id], Ids(new RunQuery { Commit = "ABCD2" }));
        Assert.Empty(Ids(new RunQuery { Commit = "abc" }));
        Assert.Empty(Ids(new RunQuery { Commit = "ab%d" }));
        var error = Assert.Throws<ArgumentException>(() => Ids(new RunQuery { Commit = "abcd" }));
        Assert.Contains(ShaA, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_name_that_git_does_not_know_is_found_as_given()
    {
        var run = NewRun(commit: "Release 1.0");
        Record(run, SessionOf());
        Assert.Equal([run.Id], Ids(new RunQuery { Commit = "Release 1.0" }));
    }

    [Fact]
    public void The_same_commit_may_be_known_better_later()
    {
        var shallow = NewRun(commit: ShaA);
        var full = NewRun(commit: ShaA, parent: ShaB);
        Record(shallow, SessionOf());
        Record(full, SessionOf());
        var runs = Store.ListRuns(new RunQuery { Commit = ShaA }, None);
        Assert.Empty(runs[0].Run.Commit!.Parents);
        Assert.Equal([ShaB], runs[1].Run.Commit!.Parents);
        Assert.Equal(1, Store.GetInfo(None).Commits);
    }

    [Fact]
    public void Coverage_is_loaded_by_module_and_path()
    {
        var run = NewRun();
        Record(run, SessionOf(Coverage.FileIn("A", "src/a.cs", 1), Coverage.FileIn("A", "src/b.cs", 0), Coverage.FileIn("B", "src/a.cs", 1)));
        Assert.Equal(["A src/a.cs", "A src/b.cs"], Paths(new CoverageFilter(Module: "A")));
        Assert.Equal(["A src/a.cs", "B src/a.cs"], Paths(new CoverageFilter(Path: path => path.Value == "src/a.cs")));
        Assert.Empty(Paths(new CoverageFilter(Module: "C")));

        string[] Paths(CoverageFilter filter) =>
            [.. Store.LoadCoverage(run.Id, filter, None).Select(file => $"{file.Module} {file.Path}")];
    }

    [Fact]
    public void Labels_are_added_and_removed_and_leave_the_hash_alone()
    {
        var run = NewRun() with { Tags = ["nightly"] };
        var hash = Record(run, SessionOf()).Hash;
        Assert.True(Store.TagRun(run.Id, ["b", "a", "nightly"], ["absent"], None));
        Assert.Equal(["a", "b", "nightly"], Store.FindRun(run.Id, None)!.Run.Tags);
        Assert.True(Store.TagRun(run.Id, [], ["b", "nightly"], None));
        Assert.Equal(["a"], Assert.Single(Store.ListRuns(RunQuery.All, None)).Run.Tags);
        Assert.Equal(hash, Store.FindRun(run.Id, None)!.Hash);
        Assert.False(Store.TagRun(Guid.CreateVersion7(), ["a"], [], None));
    }

    [Fact]
    public void A_list_of_many_runs_says_the_same_as_each_run_alone()
    {
        for (var i = 0; i < 30; i++)
        {
            Record(NewRun($"commit {i}", $"commit {i - 1}", i % 3 == 0 ? null : "main") with { Tags = i % 7 == 0 ? ["b", "a"] : [] },
                SessionOf(Coverage.File("a.cs", (uint)i % 2)));
        }
        foreach (var listed in Store.ListRuns(RunQuery.All, None))
        {
            var found = Store.FindRun(listed.Run.Id, None)!;
            Assert.Equal(found.Run.Tags, listed.Run.Tags);
            Assert.Equal(found.Run.Commit!.Parents, listed.Run.Commit!.Parents);
            Assert.Equal(found.Coverage, listed.Coverage);
            Assert.Equal(found.Hash, listed.Hash);
        }
    }

    [Fact]
    public void Info_counts_what_is_stored()
    {
        var first = NewRun(commit: ShaA);
        var last = NewRun(commit: ShaB);
        Record(first, NamedSession("A", Coverage.File("a.cs", 1)), NamedSession("B", Coverage.File("b.cs", 1)));
        Record(last, SessionOf());
        var info = Store.GetInfo(None);
        Assert.Equal((2, 3, 2, 2, 0), (info.Runs, info.Sessions, info.Commits, info.SourceFiles, info.Spooled));
        Assert.Equal((SqliteHistoryStore.SchemaVersion, first.RecordedAt, last.RecordedAt), (info.SchemaVersion, info.FirstRunAt, info.LastRunAt));
        Assert.True(info.SizeBytes > 0);
    }

    private Guid[] Ids(RunQuery query) => [.. Store.ListRuns(query, None).Select(run => run.Run.Id)];
}
