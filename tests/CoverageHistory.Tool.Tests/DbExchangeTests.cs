using CoverageHistory.Storage;
using CoverageHistory.Storage.Sqlite;

namespace CoverageHistory.Tool.Tests;

public sealed class DbExchangeTests : ToolFixture
{
    public DbExchangeTests() => WriteSample(runs: 6);

    [Fact]
    public void What_is_exported_is_imported_elsewhere_by_a_file_or_a_pipe()
    {
        Assert.Equal("6 runs written to history.jsonl.\n", Run("db", "export", "--output", "history.jsonl").Output);
        Assert.Equal("6 runs added.\n", Run("db", "import", "history.jsonl", "--db", "copy.db").Output);
        Input = Run("db", "export", "--db", "copy.db").Output;
        Assert.Equal(File.ReadAllText(Folder["history.jsonl"]), Input);
        Assert.Equal("0 runs added, 6 known already.\n", Run("db", "import", "-").Output);
        Assert.Equal(Hashes(Store), Hashes(new SqliteHistoryStore(Folder["copy.db"], new SqliteStoreOptions())));
    }

    [Fact]
    public void Some_runs_can_be_exported()
    {
        Assert.Equal(2, Run("db", "export", "--runs", "2", "-o", "two.jsonl", "--format", "json").Json().GetProperty("runs").GetInt32());
        Assert.Equal(2, Run("db", "import", "two.jsonl", "--db", "copy.db", "--format", "json").Json().GetProperty("added").GetInt32());
    }

    [Fact]
    public void Histories_are_merged_and_what_was_deleted_stays_away_unless_asked_for()
    {
        File.Copy(DatabasePath, Folder["other.db"]);
        Run("runs", "delete", "first", "latest", "--yes");
        Assert.Equal("0 runs added, 4 known already, 2 left out because they were deleted here (--undelete takes them in).\n", Run("db", "merge", "other.db").Output);
        var merged = Run("db", "merge", "other.db", "--undelete", "--format", "json").Json();
        Assert.Equal((2, 4, 0), (merged.GetProperty("added").GetInt32(), merged.GetProperty("known").GetInt32(), merged.GetProperty("given_up").GetInt32()));
        Assert.Equal(6, Store.ListRuns(RunQuery.All, default).Count);
    }

    [Theory]
    [InlineData("db", "import", "none.jsonl")]
    [InlineData("db", "import", "damaged.jsonl")]
    [InlineData("db", "merge", "none.db")]
    [InlineData("db", "recover", "none.db")]
    public void What_cannot_be_read_is_refused(params string[] arguments)
    {
        Run("db", "export", "-o", "damaged.jsonl");
        File.WriteAllText(Folder["damaged.jsonl"], File.ReadAllText(Folder["damaged.jsonl"]).Replace("\"main\"", "\"maim\"", StringComparison.Ordinal));
        var result = Run(arguments);
        Assert.Equal(2, result.Code);
        Assert.NotEmpty(result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Another_history_that_is_none_is_refused_by_the_store()
    {
        File.WriteAllText(Folder["text.db"], new string('x', 5_000));
        Assert.Equal(4, Run("db", "merge", "text.db").Code);
    }

    [Fact]
    public void A_damaged_history_is_recovered_into_a_new_file()
    {
        var expected = Hashes(Store);
        using (var file = File.OpenWrite(DatabasePath))
            file.Write(new byte[4096]);
        Assert.Equal(4, Run("runs", "list").Code);

        var result = Run("db", "recover");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("6 runs recovered with everything they hold.\nThe new history is ", result.Output, StringComparison.Ordinal);
        Assert.Equal(expected, Hashes(new SqliteHistoryStore(Folder[".coverage-history/history.recovered.db"], new SqliteStoreOptions())));
        Assert.Equal(4, Run("db", "recover").Code);
        var json = Run("db", "recover", "-o", "again.db", "--format", "json").Json();
        Assert.Equal((6, 0), (json.GetProperty("recovered").GetInt32(), json.GetProperty("lost").GetArrayLength()));
    }

    private static string[] Hashes(SqliteHistoryStore store) => [.. store.ListRuns(RunQuery.All, default).Select(run => run.Hash)];
}
