using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

public sealed class NewFileTests : StoreFixture
{
    [Fact]
    public void Reading_creates_nothing()
    {
        Assert.Empty(Store.ListRuns(RunQuery.All, None));
        Assert.False(Directory.Exists(Path.GetDirectoryName(DatabasePath)));
    }

    [Fact]
    public void Info_tells_of_the_file()
    {
        Record(NewRun(), SessionOf());
        var info = Store.GetInfo(None);
        Assert.Equal("wal", info.JournalMode);
        Assert.True(info.SizeBytes >= new FileInfo(DatabasePath).Length);
    }

    [Fact]
    public void The_folder_of_the_history_ignores_itself_in_git()
    {
        Record(NewRun(), SessionOf());
        Assert.Equal("*\n", File.ReadAllText(Folder[".coverage-history/.gitignore"]));
        Assert.Equal([".gitignore", "history.db"], Directory.GetFiles(Folder[".coverage-history"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_folder_with_another_name_is_left_as_it_is()
    {
        var store = new CoverageHistory.Storage.Sqlite.SqliteHistoryStore(Folder["data/my history?#%20.db"], new());
        store.Record(NewRun(), [SessionOf()], None);
        Assert.Equal([Folder["data/my history?#%20.db"]], Directory.GetFiles(Folder["data"]));
        Assert.Single(store.ListRuns(RunQuery.All, None));
    }
}
