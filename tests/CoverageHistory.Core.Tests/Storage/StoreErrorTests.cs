using CoverageHistory.Model;
using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>Each way a store can refuse has a code of its own, and says what is safe and what to do.</summary>
public sealed class StoreErrorTests : StoreFixture
{
    [Fact]
    public void A_file_in_place_of_a_folder_is_no_folder()
    {
        File.WriteAllText(Folder["file"], "");
        var error = Refused(() => new SqliteHistoryStore(Folder["file/history.db"], new SqliteStoreOptions()).Record(NewRun(), [SessionOf()], None));
        AssertCode(DiagnosticCode.StoreMissing, "correct the path", error);
    }

    [Fact]
    public void A_folder_in_place_of_the_history_is_told_of()
    {
        Directory.CreateDirectory(DatabasePath);
        AssertCode(DiagnosticCode.StoreIsFolder, "--db", Refused(() => Store.ListRuns(RunQuery.All, None)));
    }

    [Fact]
    public void A_link_in_place_of_the_history_is_told_of()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        File.CreateSymbolicLink(DatabasePath, Folder["elsewhere.db"]);
        AssertCode(DiagnosticCode.StoreIsLink, "elsewhere.db", Refused(() => Store.ListRuns(RunQuery.All, None)));
    }

    [Fact]
    public void Damage_is_told_of_with_the_ways_out()
    {
        var run = NewRun();
        Record(run, SessionOf(Coverage.File("a.cs", 1)));
        Database.Execute(DatabasePath, "UPDATE file_state SET data = x'0100'");
        AssertCode(DiagnosticCode.StoreDamaged, "db restore", Refused(() => Store.LoadCoverage(run.Id, null, None)));
    }

    [Fact]
    public void A_lock_that_is_not_free_in_time_is_told_of()
    {
        var run = NewRun();
        Record(run, SessionOf());
        using var connection = Database.Open(DatabasePath);
        using var held = connection.BeginTransaction(deferred: false);
        var impatient = Open(new SqliteStoreOptions { LockDeadline = TimeSpan.FromMilliseconds(30) });
        AssertCode(DiagnosticCode.StoreLocked, "try again", Refused(() => impatient.DeleteRun(run.Id, None)));
    }

    [TmpfsFact]
    public void A_full_disk_is_told_of_and_what_was_stored_stays()
    {
        var folder = Folder.CreateSubdirectory("small");
        Assert.True(TmpfsFactAttribute.Mount(folder, kilobytes: 600));
        try
        {
            var store = new SqliteHistoryStore(Path.Combine(folder, "history.db"), new SqliteStoreOptions());
            var kept = new List<string>();
            var error = Refused(() =>
            {
                for (var i = 0; i < 1_000; i++)
                {
                    // Files whose names do not repeat, so that each run needs pages of its own.
                    var files = Enumerable.Range(0, 40).Select(file => Coverage.File($"src/{Guid.NewGuid()}.cs", (uint)i)).OrderBy(file => file.Path).ToArray();
                    kept.Add(store.Record(NewRun(), [SessionOf(files)], None).Summary!.Hash);
                }
            });
            AssertCode(DiagnosticCode.DiskFull, "make room", error);
            Assert.NotEmpty(kept);
            Assert.Equal(kept, store.ListRuns(RunQuery.All, None).Select(run => run.Hash));
        }
        finally
        {
            Assert.True(TmpfsFactAttribute.Unmount(folder));
        }
    }

    private static StoreException Refused(Action use) => Assert.Throws<StoreException>(use);

    private static void AssertCode(string code, string advice, StoreException error)
    {
        Assert.Equal(code, error.Code);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
    }
}
