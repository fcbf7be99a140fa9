using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class ManifestTests : StoreFixture
{
    private readonly List<(Guid Run, string[] Coverage)> _expected = [];

    [Fact]
    public void A_run_that_changes_one_file_of_many_adds_few_bytes()
    {
        for (var i = 0; i < 10; i++)
            RecordFiles($"c{i}", $"c{i - 1}", "main", changed: i);
        Assert.Equal([0L, 1, 2, 3, 4, 5, 6, 7, 8, 9], Depths());
        Assert.All(Sizes().Skip(1), size => Assert.InRange(size, 1, 40));
        AssertAllAsRecorded();
    }

    [Fact]
    public void A_chain_of_manifests_begins_anew_before_it_gets_long()
    {
        for (var i = 0; i < 70; i++)
            RecordFiles($"c{i}", $"c{i - 1}", "main", changed: i);
        Assert.Equal(32, Depths().Max());
        Assert.Equal(3, Depths().Count(depth => depth == 0));
        AssertAllAsRecorded();
    }

    [Fact]
    public void Equal_coverage_is_one_manifest()
    {
        RecordFiles("c0", null, "main", changed: 1);
        RecordFiles("c1", "c0", "main", changed: 1);
        RecordFiles("d1", "c0", "other", changed: 1);
        Assert.Single(Depths());
        AssertAllAsRecorded();
    }

    [Fact]
    public void Branches_stand_on_the_manifest_of_their_parent_commit()
    {
        RecordFiles("c0", null, "main", changed: 0);
        for (var i = 1; i <= 5; i++)
            RecordFiles($"m{i}", i == 1 ? "c0" : $"m{i - 1}", "main", changed: i);
        RecordFiles("topic", "c0", "topic", changed: 20);
        Assert.Equal(1, Depths()[^1]);
        AssertAllAsRecorded();
    }

    [Fact]
    public void Files_that_come_and_go_are_followed()
    {
        RecordFiles("c0", null, "main", changed: 0);
        foreach (var count in new[] { 60, 59, 61, 30, 1, 0, 60 })
        {
            var run = NewRun($"n{count}", _expected.Count == 1 ? "c0" : null);
            Add(run, [.. Files(count).Take(count)]);
        }
        AssertAllAsRecorded();
    }

    [Fact]
    public void Deleted_runs_leave_the_runs_that_stand_on_them_whole()
    {
        for (var i = 0; i < 40; i++)
            RecordFiles($"c{i}", $"c{i - 1}", i % 5 == 4 ? "topic" : "main", changed: i);
        foreach (var (run, _) in _expected.Where((_, index) => index % 3 != 1).ToArray())
        {
            Assert.True(Store.DeleteRun(run, None));
            Assert.False(Store.DeleteRun(run, None));
            Assert.Null(Store.FindRun(run, None));
            Assert.Empty(Store.LoadCoverage(run, null, None));
            Assert.Empty(Store.ListSessions(run, None));
            _expected.RemoveAll(expected => expected.Run == run);
        }
        RecordFiles("new", "c39", "main", changed: 3);
        AssertAllAsRecorded();
        Assert.Equal(_expected.Count, Store.ListRuns(RunQuery.All, None).Count);
        Assert.Equal(_expected.Count, Store.ListModuleTotals(RunQuery.All, None).Count);
        Assert.Equal("", Database.Check(DatabasePath));
    }

    private static FileCoverage[] Files(int changed) =>
        [.. Enumerable.Range(0, 60).Select(i => Coverage.File($"src/F{i:00}.cs", 1, 0, i == changed % 60 ? (uint)(changed / 60) : 1, (uint)(i == changed % 60 ? 0 : 1)))];

    private void RecordFiles(string commit, string? parent, string branch, int changed) => Add(NewRun(commit, parent, branch), Files(changed));

    private void Add(Run run, FileCoverage[] files)
    {
        Record(run, SessionOf(files));
        _expected.Add((run.Id, Coverage.Describe(files.Select(Coverage.WithoutHits))));
    }

    private void AssertAllAsRecorded()
    {
        foreach (var (run, coverage) in _expected)
        {
            Assert.Equal(coverage, Coverage.Describe(Store.LoadCoverage(run, null, None)));
            Assert.Equal(Store.FindRun(run, None)!.Hash, Convert.ToHexStringLower(RunRecord.HashOf(Store.LoadRecord(run, None)!.ToText())));
        }
    }

    private long[] Depths() => Database.Column(DatabasePath, "SELECT depth FROM manifest ORDER BY id");

    private long[] Sizes() => Database.Column(DatabasePath, "SELECT length(data) FROM manifest ORDER BY id");
}
