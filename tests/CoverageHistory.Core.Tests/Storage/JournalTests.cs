using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class JournalTests : StoreFixture
{
    private static readonly SqliteStoreOptions WithoutLog = new() { AvoidWriteAheadLog = true };

    [Fact]
    public void A_new_file_has_no_log_where_the_logs_shared_memory_cannot_be_had()
    {
        var path = Folder["new.db"];
        Database.Execute(path, "CREATE TABLE t (a)");
        // Stands where SQLite wants to put the shared memory.
        File.CreateSymbolicLink(path + "-shm", Folder["nowhere"]);
        HistoryFile.BeginLog(path, new Deadline(new SqliteStoreOptions(), None));
        Assert.False(HasLog(path));
        Assert.Equal(0, Database.Scalar(path, "SELECT count(*) FROM t"));
    }

    [Fact]
    public void A_file_without_a_log_stays_so()
    {
        Open(WithoutLog).Record(NewRun(), [SessionOf()], None);
        Assert.False(HasLog(DatabasePath));
        Record(NewRun(), SessionOf());
        Assert.False(HasLog(DatabasePath));
        Assert.Equal("truncate", Store.GetInfo(None).JournalMode);
        Assert.Equal(2, Store.ListRuns(RunQuery.All, None).Count);
    }

    [Fact]
    public void A_file_with_a_log_gives_it_up_where_it_is_to_be_avoided()
    {
        Record(NewRun(), SessionOf());
        Assert.True(HasLog(DatabasePath));
        Open(WithoutLog).Record(NewRun(), [SessionOf()], None);
        Assert.False(HasLog(DatabasePath));
        Assert.Equal(2, Store.ListRuns(RunQuery.All, None).Count);
    }

    [Fact]
    public void A_record_in_the_log_of_a_process_that_died_is_read()
    {
        Record(NewRun(), SessionOf());
        var late = NewRun();
        using (var connection = Database.Open(DatabasePath))
        {
            using var reading = connection.BeginTransaction(deferred: true);
            using var command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (reading, "SELECT count(*) FROM run");
            command.ExecuteScalar();
            Record(late, SessionOf());
            File.Copy(DatabasePath, Folder["copy.db"]);
            File.Copy(DatabasePath + "-wal", Folder["copy.db-wal"]);
        }
        Assert.NotNull(new SqliteHistoryStore(Folder["copy.db"], new SqliteStoreOptions()).FindRun(late.Id, None));
    }

    /// <summary>The header says how the file is written: 2 is with a log.</summary>
    private static bool HasLog(string path) => File.ReadAllBytes(path)[18] == 2;
}
