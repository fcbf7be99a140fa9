using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class PruneTests : StoreFixture
{
    [Fact]
    public void The_totals_of_several_sessions_and_of_their_modules_stay_when_their_lines_go()
    {
        var run = NewRun("c0");
        // A file that both sessions cover: adding up their totals would count its lines twice.
        var before = Record(run,
            NamedSession("A", Coverage.File("a.cs", 1, 0, 1)), NamedSession("B", Coverage.File("a.cs", 0, 1, 0), Coverage.FileIn("B", "b.cs", 1, 1)));
        var modules = Store.ListModuleTotals(RunQuery.All, None)[run.Id];
        Assert.Single(Store.Prune(new PruneRequest { Before = run.RecordedAt.AddMinutes(1), LinesOnly = true }, None).Runs);
        Assert.Equal(new CoveredCount(5, 5), before.Coverage!.Value.Lines);
        Assert.Equal(before.Coverage, Store.FindRun(run.Id, None)!.Coverage);
        Assert.Equal(modules, Store.ListModuleTotals(RunQuery.All, None)[run.Id]);
        Assert.Empty(Store.LoadCoverage(run.Id, null, None));
        Assert.Empty(Store.Verify(null, None).Findings);
        Assert.Empty(Store.Prune(new PruneRequest { Before = run.RecordedAt.AddMinutes(1), LinesOnly = true }, None).Runs);
    }

    [Fact]
    public void Runs_from_elsewhere_lose_the_lines_that_were_pruned_here_and_keep_their_totals()
    {
        var old = NewRun("c0");
        var labelled = NewRun("c1") with { Tags = ["keep"] };
        var here = NewRun("c2");
        FileCoverage[] files = [Coverage.File("a.cs", 1, 0), Coverage.FileIn("B", "b.cs", 1)];
        var other = new SqliteHistoryStore(Folder["other.db"], new SqliteStoreOptions());
        foreach (var run in (Run[])[old, labelled, here])
            other.Record(run, [NamedSession("A", files), NamedSession("B", files)], None);
        Store.Record(here, [NamedSession("A", files), NamedSession("B", files)], None);
        Store.Prune(new PruneRequest { Before = here.RecordedAt.AddMinutes(1), LinesOnly = true }, None);
        var pruned = Store.FindRun(here.Id, None)!.Hash;

        Assert.Equal(new TakenRuns(2, 0, 1, 0), Store.Merge(other, takeGivenUp: false, None));
        Assert.Equal(other.ListRuns(RunQuery.All, None).Select(run => run.Coverage), Store.ListRuns(RunQuery.All, None).Select(run => run.Coverage));
        Assert.Equal([0, 2, 0], ((Run[])[old, labelled, here]).Select(run => Store.LoadCoverage(run.Id, null, None).Count));
        Assert.Equal(pruned, Store.FindRun(here.Id, None)!.Hash);
        Assert.Empty(Store.Verify(null, None).Findings);
        Assert.Equal(new TakenRuns(0, 0, 3, 0), Store.Merge(other, takeGivenUp: false, None));

        Store.Merge(other, takeGivenUp: true, None);
        Assert.Equal(2, Store.LoadCoverage(here.Id, null, None).Count);
    }

    [Fact]
    public void Only_runs_of_the_branches_go_and_those_that_are_spared_stay()
    {
        var runs = Enumerable.Range(0, 6).Select(i => Recorded($"c{i}", branch: i % 2 == 0 ? "main" : $"topic{i}")).ToArray();
        var pruned = Store.Prune(new PruneRequest { Branches = new HashSet<string> { "topic1", "topic3" }, Spared = new HashSet<Guid> { runs[3].Id } }, None);
        Assert.Equal([runs[1].Id], pruned.Runs.Select(run => run.Run.Id));
        Assert.Equal(1, pruned.Kept);
        Assert.Equal(5, Store.ListRuns(RunQuery.All, None).Count);
    }

    [Fact]
    public void Runs_before_a_time_go_and_labels_and_releases_stay()
    {
        var runs = Enumerable.Range(0, 6).Select(i => Recorded($"c{i}", tags: i == 1 ? ["v1.0"] : [])).ToArray();
        Store.TagRun(runs[2].Id, ["keep"], [], None);
        var request = new PruneRequest { Before = runs[4].RecordedAt, ReleaseTags = ["v*"] };
        var found = Store.FindPrunable(request, None);
        Assert.Equal([runs[0].Id, runs[3].Id], found.Runs.Select(run => run.Run.Id));
        Assert.Equal(2, found.Kept);
        Assert.Equal(6, Store.ListRuns(RunQuery.All, None).Count);

        Assert.Equal(found.Runs.Select(run => run.Hash), Store.Prune(request, None).Runs.Select(run => run.Hash));
        Assert.Equal([runs[1].Id, runs[2].Id, runs[4].Id, runs[5].Id], Store.ListRuns(RunQuery.All, None).Select(run => run.Run.Id));
        Assert.True(Store.Verify(null, None).IsSound);
    }

    [Fact]
    public void The_newest_of_a_branch_stay()
    {
        var runs = Enumerable.Range(0, 6).Select(i => Recorded($"c{i}", branch: i % 2 == 0 ? "main" : "topic")).ToArray();
        Store.Prune(new PruneRequest { Branch = "topic", Keep = 1 }, None);
        Assert.Equal([runs[0].Id, runs[2].Id, runs[4].Id, runs[5].Id], Store.ListRuns(RunQuery.All, None).Select(run => run.Run.Id));
    }

    [Fact]
    public void What_was_pruned_does_not_come_back_and_what_is_older_does_not_come_in()
    {
        var old = NewRun();
        var runs = Enumerable.Range(0, 3).Select(i => Recorded($"c{i}")).ToArray();
        var other = new SqliteHistoryStore(Folder["other.db"], new SqliteStoreOptions());
        other.Merge(Store, takeGivenUp: false, None);
        other.Record(old, [SessionOf()], None);
        Store.Prune(new PruneRequest { Before = runs[2].RecordedAt }, None);
        Assert.Equal(new TakenRuns(0, 0, 1, 3), Store.Merge(other, takeGivenUp: false, None));
    }

    [Fact]
    public void Where_lines_go_totals_stay_and_the_hash_is_that_of_what_is_left()
    {
        var runs = Enumerable.Range(0, 3).Select(i => Recorded($"c{i}")).ToArray();
        var before = Store.ListRuns(RunQuery.All, None);
        var pruned = Store.Prune(new PruneRequest { Keep = 1, LinesOnly = true }, None);
        Assert.Equal(2, pruned.Runs.Count);
        var after = Store.ListRuns(RunQuery.All, None);
        Assert.Equal(before.Select(run => (run.Coverage, run.Tests)), after.Select(run => (run.Coverage, run.Tests)));
        Assert.NotEqual(before[0].Hash, after[0].Hash);
        Assert.Equal(before[2].Hash, after[2].Hash);
        Assert.Empty(Store.LoadCoverage(runs[0].Id, null, None));
        Assert.NotEmpty(Store.LoadCoverage(runs[2].Id, null, None));
        Assert.Single(Store.LoadTests(runs[0].Id, None));
        Assert.True(Store.Verify(null, None).IsSound);
        Assert.Empty(Store.Prune(new PruneRequest { Keep = 1, LinesOnly = true }, None).Runs);
    }

    [Fact]
    public void Compacting_removes_what_nobody_refers_to_and_changes_no_run()
    {
        for (var i = 0; i < 60; i++)
        {
            var files = Enumerable.Range(0, 40).Select(file => Coverage.File($"src/{file}.cs", (uint)(file == i % 40 ? i : 1), 1, 0)).Append(Coverage.File($"src/only{i}.cs", 1));
            Record(NewRun($"c{i}", $"c{i - 1}", branch: $"b{i / 30}"), SessionOf([.. files.OrderBy(file => file.Path)]) with
            {
                Tests = [new($"T{i}", TestOutcome.Passed, TimeSpan.FromMilliseconds(i))],
            });
        }
        foreach (var run in Store.ListRuns(RunQuery.All, None).Where((_, i) => i % 7 != 3 && i > 5))
            Store.DeleteRun(run.Run.Id, None);
        var kept = Store.ListRuns(RunQuery.All, None);
        var lines = kept.SelectMany(run => Coverage.Describe(Store.LoadCoverage(run.Run.Id, null, None))).ToArray();
        File.WriteAllText(DatabasePath + ".0199.new", "left");
        File.SetLastWriteTimeUtc(DatabasePath + ".0199.new", DateTime.UtcNow.AddHours(-2));
        File.WriteAllText(DatabasePath + ".0200.new", "being made");

        // A record that a killed process began: nobody was told that it waits.
        Directory.CreateDirectory(DatabasePath + "-spool");
        File.WriteAllText(DatabasePath + "-spool/0199.run.0199.new", "left");
        File.SetLastWriteTimeUtc(DatabasePath + "-spool/0199.run.0199.new", DateTime.UtcNow.AddDays(-2));
        File.WriteAllText(DatabasePath + "-spool/0200.run.0200.new", "being made");

        var outcome = Store.Compact(None);
        Assert.True(outcome.BytesAfter < outcome.BytesBefore && outcome is { FileLists: > 40, Maps: > 0, LeftOver: 2 }, $"{outcome}");
        Assert.Equal(["0200.run.0200.new"], Directory.GetFiles(DatabasePath + "-spool").Select(Path.GetFileName));
        Assert.Equal(kept.Select(run => run.Hash), Store.ListRuns(RunQuery.All, None).Select(run => run.Hash));
        Assert.Equal(lines, kept.SelectMany(run => Coverage.Describe(Store.LoadCoverage(run.Run.Id, null, None))));
        Assert.True(Store.Verify(null, None).IsSound);
        Assert.Equal(kept.Count, Database.Scalar(DatabasePath, "SELECT count(*) FROM manifest"));
        Assert.Equal(kept.Count, Database.Scalar(DatabasePath, "SELECT count(*) FROM test"));
        Assert.Equal(kept.Count + 40, Database.Scalar(DatabasePath, "SELECT count(*) FROM source_file"));
        Assert.True(Database.Scalar(DatabasePath, "SELECT max(depth) FROM manifest") > 0);
        Assert.True(File.Exists(DatabasePath + ".0200.new"));
        Assert.Equal("wal", Store.GetInfo(None).JournalMode);

        Assert.Equal((0, 0, 0), Store.Compact(None) is var again ? (again.FileLists, again.Maps, again.Names) : default);
    }

    [Fact]
    public void Compacting_copes_with_lines_of_history_that_lose_what_they_have_in_common()
    {
        const int sessions = 12, longest = 31;
        Session[] SessionsOf(int number) => [.. Enumerable.Range(0, sessions).Select(session => NamedSession($"S{session:00}",
            [.. Enumerable.Range(0, 20).Select(file => Coverage.File($"src/{session:00}/{file:00}.cs", (uint)(file == number % 20 ? number : 1), 1, 0)),
                Coverage.File($"src/{session:00}/n{number}.cs", 1)]))];
        var root = NewRun("c0");
        Record(root, SessionsOf(0));
        for (var i = 1; i <= longest; i++)
            Record(NewRun($"a{i}", i == 1 ? "c0" : $"a{i - 1}"), SessionsOf(i));
        for (var i = 1; i <= 4; i++)
            Record(NewRun($"b{i}", i == 1 ? "c0" : $"b{i - 1}", branch: "topic"), SessionsOf(100 + i));
        Store.DeleteRun(root.Id, None);
        var kept = Store.ListRuns(RunQuery.All, None).Select(run => run.Hash);

        Store.Compact(None);
        Assert.Equal(kept, Store.ListRuns(RunQuery.All, None).Select(run => run.Hash));
        Assert.True(Store.Verify(null, None).IsSound);
    }

    private Run Recorded(string commit, string branch = "main", string[]? tags = null)
    {
        var run = NewRun(commit, branch: branch);
        run = run with { Commit = run.Commit! with { Tags = tags ?? [] } };
        Record(run, SessionOf(Coverage.File("a.cs", 1, 0), Coverage.File("b.cs", (uint)commit[1] & 1)) with
        {
            Tests = [new("T", TestOutcome.Passed, TimeSpan.FromMilliseconds(3))],
        });
        return run;
    }
}
