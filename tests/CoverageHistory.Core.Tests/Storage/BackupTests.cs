using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class BackupTests : StoreFixture
{
    private string Copy => Folder["copy.db"];

    [Fact]
    public void A_copy_holds_the_same_runs_and_is_one_file()
    {
        RecordRuns(3);
        Assert.Equal(3, Store.Backup(Copy, overwrite: false, None).Runs);
        Assert.Equal(Hashes(Store), Hashes(new SqliteHistoryStore(Copy, new SqliteStoreOptions())));
        Assert.Equal([Copy], Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public void A_file_that_exists_is_only_replaced_when_asked_for()
    {
        RecordRuns(1);
        File.WriteAllText(Copy, "mine");
        Assert.Throws<StoreException>(() => Store.Backup(Copy, overwrite: false, None));
        Assert.Equal("mine", File.ReadAllText(Copy));
        Store.Backup(Copy, overwrite: true, None);
        Assert.Single(Hashes(new SqliteHistoryStore(Copy, new SqliteStoreOptions())));
    }

    [Fact]
    public async Task Of_two_copies_that_get_one_name_at_once_the_first_stays_and_the_other_says_so()
    {
        RecordRuns(2);
        using var start = new Barrier(4);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            try
            {
                return $"{Store.Backup(Copy, overwrite: false, None).Runs} runs";
            }
            catch (StoreException exception)
            {
                return exception.Code;
            }
        }, TaskCreationOptions.LongRunning)));
        Assert.Equal(["2 runs", DiagnosticCode.StoreRefused, DiagnosticCode.StoreRefused, DiagnosticCode.StoreRefused], outcomes.Order());
        Assert.Equal(Hashes(Store), Hashes(new SqliteHistoryStore(Copy, new SqliteStoreOptions())));
        Assert.Equal([Copy], Directory.GetFiles(Folder.Path));
    }

    [UnixFact]
    public void Where_there_are_no_links_a_file_that_is_there_is_not_replaced_either()
    {
        var (made, name) = (Folder.Write("made", "new"), Folder["name"]);
        DurableFile.MoveUnlessThere(made, name);
        Assert.Equal("new", File.ReadAllText(name));
        var later = Folder.Write("later", "newer");
        Assert.Throws<IOException>(() => DurableFile.MoveUnlessThere(later, name));
        Assert.Equal(("new", "newer"), (File.ReadAllText(name), File.ReadAllText(later)));
    }

    [Fact]
    public void A_damaged_history_is_not_copied_as_a_sound_one()
    {
        RecordRuns(2);
        Database.Execute(DatabasePath, "UPDATE run SET is_dirty = 1 WHERE id = 2");
        Assert.Equal(DiagnosticCode.StoreDamaged, Assert.Throws<StoreException>(() => Store.Backup(Copy, overwrite: false, None)).Code);
        Assert.Empty(Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public async Task Copies_made_while_runs_are_written_are_sound_and_no_run_is_lost()
    {
        RecordRuns(1);
        var writer = Task.Run(() => RecordRuns(40));
        var sizes = new List<int>();
        for (var i = 0; !writer.IsCompleted || i < 2; i++)
            sizes.Add(Store.Backup(Folder[$"{i}.db"], overwrite: false, None).Runs);
        await writer;
        Assert.Equal(41, Hashes(Store).Length);
        Assert.Equal(sizes.Order(), sizes);
    }

    [Fact]
    public void What_is_restored_replaces_the_history_and_what_was_there_is_kept_aside()
    {
        RecordRuns(2);
        var before = Hashes(Store);
        Store.Backup(Copy, overwrite: false, None);
        RecordRuns(3);
        var after = Hashes(Store);

        var (outcome, aside) = Store.Restore(Copy, None);
        Assert.Equal(2, outcome.Runs);
        Assert.Equal(before, Hashes(Store));
        Assert.Equal(after, Hashes(new SqliteHistoryStore(aside!, new SqliteStoreOptions())));
        Assert.Equal("wal", Store.GetInfo(None).JournalMode);
        Assert.Empty(Directory.GetFiles(Folder[".coverage-history"], "*.new*"));
        Assert.Equal(3, Store.Merge(new SqliteHistoryStore(aside!, new SqliteStoreOptions()), takeGivenUp: false, None).Added);
    }

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(8192, 4096)]
    [InlineData(100, 100_000)]
    public void It_works_where_the_present_file_is_damaged(int from, int count)
    {
        RecordRuns(5);
        Store.Backup(Copy, overwrite: false, None);
        var damaged = File.ReadAllBytes(DatabasePath);
        damaged.AsSpan(from, Math.Min(count, damaged.Length - from)).Fill(0x55);
        File.WriteAllBytes(DatabasePath, damaged);
        var (_, aside) = Store.Restore(Copy, None);
        Assert.Equal(5, Hashes(Store).Length);
        Assert.True(Store.Verify(null, None).IsSound);
        Assert.Equal(damaged, File.ReadAllBytes(aside!));
    }

    [Fact]
    public void It_works_where_there_is_no_history()
    {
        RecordRuns(2);
        Store.Backup(Copy, overwrite: false, None);
        var elsewhere = new SqliteHistoryStore(Folder["new/folder/history.db"], new SqliteStoreOptions());
        Assert.Null(elsewhere.Restore(Copy, None).Aside);
        Assert.Equal(Hashes(Store), Hashes(elsewhere));
    }

    [Fact]
    public void A_damaged_copy_is_not_restored()
    {
        RecordRuns(2);
        Store.Backup(Copy, overwrite: false, None);
        Database.Execute(Copy, "UPDATE run SET is_dirty = 1 WHERE id = 2");
        var before = Hashes(Store);
        Assert.Equal(DiagnosticCode.StoreDamaged, Assert.Throws<StoreException>(() => Store.Restore(Copy, None)).Code);
        Assert.Equal(before, Hashes(Store));
        Assert.Equal([".gitignore", "history.db"], Directory.GetFiles(Folder[".coverage-history"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_newer_history_is_not_replaced()
    {
        RecordRuns(1);
        Store.Backup(Copy, overwrite: false, None);
        Database.Execute(DatabasePath, "PRAGMA user_version = 99");
        Assert.Equal(DiagnosticCode.NewerSchema, Assert.Throws<StoreException>(() => Store.Restore(Copy, None)).Code);
    }

    [Fact]
    public async Task Runs_recorded_while_a_copy_is_restored_are_in_the_history_or_in_what_was_kept_aside()
    {
        RecordRuns(3);
        Store.Backup(Copy, overwrite: false, None);
        var writer = Task.Run(() => RecordRuns(60));
        var asides = new List<string>();
        while (!writer.IsCompleted)
            asides.Add(Store.Restore(Copy, None).Aside!);
        await writer;
        var everywhere = asides.Select(path => new SqliteHistoryStore(path, new SqliteStoreOptions())).Append(Store).SelectMany(Hashes).Distinct();
        Assert.Equal(63, everywhere.Count());
        Assert.True(Store.Verify(null, None).IsSound);
    }

    [Fact]
    public async Task A_history_that_begins_while_a_copy_is_restored_to_its_place_is_kept_aside()
    {
        RecordRuns(2);
        Store.Backup(Copy, overwrite: false, None);
        for (var round = 0; round < 8; round++)
        {
            var place = new SqliteHistoryStore(Folder[$"{round}/history.db"], new SqliteStoreOptions());
            using var start = new Barrier(2);
            var restored = Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return place.Restore(Copy, None).Aside;
            }, TaskCreationOptions.LongRunning);
            start.SignalAndWait();
            var recorded = place.Record(NewRun(), [SessionOf()], None).Summary!.Hash;
            var everywhere = Hashes(place).Concat(await restored is { } aside ? Hashes(new SqliteHistoryStore(aside, new SqliteStoreOptions())) : []);
            Assert.Contains(recorded, everywhere);
            Assert.Empty(Hashes(Store).Except(Hashes(place)));
        }
    }

    private void RecordRuns(int count)
    {
        for (var i = 0; i < count; i++)
            Record(NewRun(), SessionOf(Coverage.File("src/a.cs", 1, (uint)i & 1, 0), Coverage.File("src/b.cs", (uint)i)));
    }

    private static string[] Hashes(SqliteHistoryStore store) => [.. store.ListRuns(RunQuery.All, None).Select(run => run.Hash)];
}
