using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Storage;

/// <summary>A file that is not a history of a version we know is refused and stays as it is, byte for byte.</summary>
public sealed class ForeignFileTests : StoreFixture
{
    [Fact]
    public void An_empty_file_is_refused() => AssertRefused(() => File.WriteAllBytes(DatabasePath, []), DiagnosticCode.NotAHistory, "not a coverage history");

    [Fact]
    public void A_text_is_refused() => AssertRefused(() => File.WriteAllText(DatabasePath, "hello\n"), DiagnosticCode.NotAHistory, "not a database");

    [Fact]
    public void Another_database_is_refused() =>
        AssertRefused(() => Database.Execute(DatabasePath, "CREATE TABLE run (id INTEGER); INSERT INTO run VALUES (1)"), DiagnosticCode.NotAHistory, "not a coverage history");

    [Fact]
    public void Another_database_in_the_middle_of_a_crash_is_not_recovered() => AssertRefused(() =>
    {
        Database.Execute(DatabasePath, "CREATE TABLE run (id INTEGER); INSERT INTO run VALUES (1)");
        File.WriteAllBytes(DatabasePath + "-journal", [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7, .. new byte[504]]);
    }, DiagnosticCode.NotAHistory, "not a coverage history");

    [Theory]
    [InlineData(10)]
    [InlineData(99)]
    [InlineData(4096)]
    [InlineData(40_000)]
    public void A_truncated_history_is_refused(int length) => AssertRefused(() =>
    {
        Record(NewRun(), SessionOf(Coverage.File("a.cs", 1)));
        File.WriteAllBytes(DatabasePath, File.ReadAllBytes(DatabasePath)[..length]);
    }, length < 99 ? DiagnosticCode.NotAHistory : DiagnosticCode.StoreDamaged, null);

    [Fact]
    public void A_newer_history_is_refused_with_the_advice_to_update() => AssertRefused(() =>
    {
        Record(NewRun(), SessionOf());
        Database.Execute(DatabasePath, "PRAGMA user_version = 99");
    }, DiagnosticCode.NewerSchema, "version 99");

    [Fact]
    public void A_newer_history_whose_version_is_still_in_the_log_is_refused()
    {
        Record(NewRun(), SessionOf());
        using (var connection = Database.Open(DatabasePath))
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99";
            command.ExecuteNonQuery();
            File.Copy(DatabasePath, Folder["copy.db"]);
            File.Copy(DatabasePath + "-wal", Folder["copy.db-wal"]);
        }
        var (file, log) = (File.ReadAllBytes(Folder["copy.db"]), File.ReadAllBytes(Folder["copy.db-wal"]));
        var store = new CoverageHistory.Storage.Sqlite.SqliteHistoryStore(Folder["copy.db"], new());
        Assert.Contains("version 99", Assert.Throws<StoreException>(() => store.ListRuns(RunQuery.All, None)).Message, StringComparison.Ordinal);
        Assert.Contains("version 99", Assert.Throws<StoreException>(() => store.Record(NewRun(), [SessionOf()], None)).Message, StringComparison.Ordinal);
        Assert.Equal(file, File.ReadAllBytes(Folder["copy.db"]));
        Assert.Equal(log, File.ReadAllBytes(Folder["copy.db-wal"]));
    }

    [Fact]
    public void A_history_without_a_version_is_refused() => AssertRefused(() =>
    {
        Record(NewRun(), SessionOf());
        Database.Execute(DatabasePath, "PRAGMA user_version = 0");
    }, DiagnosticCode.NotAHistory, "impossible schema version 0");

    [Fact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(DatabasePath);
        Assert.Contains("folder", Assert.Throws<StoreException>(() => Store.Record(NewRun(), [SessionOf()], None)).Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => Store.ListRuns(RunQuery.All, None));
    }

    [Fact]
    public void A_link_is_refused_even_to_a_sound_history()
    {
        Record(NewRun(), SessionOf());
        File.Move(DatabasePath, Folder["elsewhere.db"]);
        File.CreateSymbolicLink(DatabasePath, Folder["elsewhere.db"]);
        var before = File.ReadAllBytes(Folder["elsewhere.db"]);
        Assert.Contains("link", Assert.Throws<StoreException>(() => Store.ListRuns(RunQuery.All, None)).Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => Store.Record(NewRun(), [SessionOf()], None));
        Assert.Equal(before, File.ReadAllBytes(Folder["elsewhere.db"]));
    }

    [Fact]
    public void A_link_to_nothing_is_refused_and_creates_nothing()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        File.CreateSymbolicLink(DatabasePath, Folder["planted"]);
        Assert.Throws<StoreException>(() => Store.Record(NewRun(), [SessionOf()], None));
        Assert.False(File.Exists(Folder["planted"]));
    }

    [Fact]
    public void A_link_in_place_of_the_histories_folder_is_refused_and_nothing_is_put_where_it_leads()
    {
        Directory.CreateDirectory(Folder["elsewhere"]);
        Directory.CreateSymbolicLink(Folder[".coverage-history"], Folder["elsewhere"]);
        Assert.Throws<StoreException>(() => Store.Record(NewRun(), [SessionOf()], None));
        Assert.Empty(Directory.GetFileSystemEntries(Folder["elsewhere"]));
    }

    [Fact]
    public void A_link_in_place_of_the_log_is_not_written_through()
    {
        Record(NewRun(), SessionOf());
        File.WriteAllText(Folder["planted"], "mine");
        File.CreateSymbolicLink(DatabasePath + "-wal", Folder["planted"]);
        Assert.Throws<StoreException>(() => Store.Record(NewRun(), [SessionOf()], None));
        Assert.Equal("mine", File.ReadAllText(Folder["planted"]));
    }

    private void AssertRefused(Action plant, string code, string? reason)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        plant();
        var before = File.ReadAllBytes(DatabasePath);
        Action[] uses =
        [
            () => Store.ListRuns(RunQuery.All, None),
            () => Store.FindRun(Guid.CreateVersion7(), None),
            () => Store.GetInfo(None),
            () => Store.Record(NewRun(), [SessionOf()], None),
            () => Store.DeleteRun(Guid.CreateVersion7(), None),
        ];
        foreach (var use in uses)
        {
            var error = Assert.Throws<StoreException>(use);
            Assert.Equal(code, error.Code);
            Assert.Contains(DatabasePath, error.Message, StringComparison.Ordinal);
            Assert.Contains(reason ?? "", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(before, File.ReadAllBytes(DatabasePath));
    }
}
