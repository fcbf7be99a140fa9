using CoverageHistory.Storage;

namespace CoverageHistory.Tool.Tests;

public sealed class DbAdministrationTests : ToolFixture
{
    public DbAdministrationTests() => WriteSample(runs: 6);

    [Fact]
    public void A_sound_history_is_verified_with_0_and_a_damaged_one_with_4()
    {
        Assert.StartsWith("6 runs, ", Run("db", "verify").Output, StringComparison.Ordinal);
        Assert.EndsWith("all is as it was recorded.\n", Run("db", "verify").Output, StringComparison.Ordinal);
        Assert.True(Run("db", "verify", "--format", "json").Json().GetProperty("sound").GetBoolean());
        File.WriteAllBytes(DatabasePath, Spoiled(File.ReadAllBytes(DatabasePath)));
        var result = Run("db", "verify");
        Assert.Equal(4, result.Code);
        Assert.Contains("This means: ", result.Output, StringComparison.Ordinal);
        Assert.Equal(4, Run("db", "verify", "--format", "json").Code);
    }

    [Theory]
    [InlineData("db", "verify")]
    [InlineData("db", "backup")]
    [InlineData("db", "restore", "none.db")]
    public void Where_there_is_no_history_that_is_said(params string[] arguments)
    {
        var result = Run([.. arguments, "--db", "none/none.db"]);
        Assert.Equal(4, result.Code);
        Assert.Contains("error COVH1031: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_is_restored_over_a_damaged_history()
    {
        Assert.StartsWith("6 runs copied to ", Run("db", "backup", "copy.db").Output, StringComparison.Ordinal);
        Assert.Equal(4, Run("db", "backup", "copy.db").Code);
        Assert.Equal(6, Run("db", "backup", "copy.db", "--force", "--format", "json").Json().GetProperty("runs").GetInt32());
        Assert.Contains("history.db.20261123T020000Z.bak", Run("db", "backup").Output, StringComparison.Ordinal);
        var expected = Hashes();
        File.WriteAllBytes(DatabasePath, Spoiled(File.ReadAllBytes(DatabasePath)));
        var restored = Run("db", "restore", "copy.db", "--format", "json").Json();
        Assert.Equal((6, DatabasePath + ".20261123T020000Z.replaced"), (restored.GetProperty("runs").GetInt32(), restored.GetProperty("replaced").GetString()));
        Assert.Equal(expected, Hashes());
        Assert.Contains("is now ", Run("db", "restore", "copy.db").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("backup", "copy.db")]
    [InlineData("export", "--output", "copy.jsonl")]
    [InlineData("compact")]
    [InlineData("migrate", "--to", "1", "--dry-run")]
    [InlineData("prune", "--keep", "3", "--yes")]
    public void What_works_on_the_whole_history_takes_its_time_and_a_look_does_not(params string[] arguments)
    {
        Clock = new SlowClock();
        Assert.Equal("", Run(["db", .. arguments]).Error);
        var look = Run("runs", "list");
        Assert.Equal(4, look.Code);
        Assert.Contains("did not answer within 120 s", look.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_is_not_given_up_by_naming_it()
    {
        var refused = Run("db", "prune", "--branch", "main", "--yes");
        Assert.Equal(2, refused.Code);
        Assert.Contains("Say which runs of main go: --older-than, --keep, or --all of them.", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, Hashes().Length);
        Assert.Equal(0, Run("db", "prune", "--branch", "main", "--all", "--yes").Code);
        Assert.NotEqual(6, Hashes().Length);
        var merged = Run("db", "prune", "--merged");
        Assert.Equal(2, merged.Code);
        Assert.Contains("there is no repository here", merged.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_history_goes_to_another_schema_and_back()
    {
        Assert.StartsWith("A copy went from schema version 3 to 1", Run("db", "migrate", "--to", "1", "--dry-run").Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("db", "migrate", "--to", "99").Code);
        Assert.True(Run("db", "migrate", "--to", "1", "--format", "json").Json().GetProperty("applied").GetBoolean());
        Assert.Contains("COVH1035", Run("runs", "list").Error, StringComparison.Ordinal);
        Assert.Equal(0, Run("db", "migrate").Code);
        Assert.Equal("The history has schema version 3 already.\n", Run("db", "migrate").Output);
    }

    [Fact]
    public void Runs_are_pruned_when_said_twice_and_the_space_is_given_back()
    {
        Assert.Equal(2, Run("db", "prune").Code);
        Assert.Equal(2, Run("db", "prune", "--older-than", "soon").Code);
        Assert.EndsWith("Nothing was changed: add --yes to do it.\n", Run("db", "prune", "--keep", "2").Output, StringComparison.Ordinal);
        Assert.Equal(6, Hashes().Length);
        var pruned = Run("db", "prune", "--older-than", "1d", "--keep", "2", "--yes", "--format", "json").Json();
        Assert.Equal(6, Hashes().Length + pruned.GetProperty("runs").GetArrayLength());
        Assert.NotEqual(6, Hashes().Length);
        var compacted = Run("db", "compact", "--format", "json").Json();
        Assert.True(compacted.GetProperty("bytes_after").GetInt64() <= compacted.GetProperty("bytes_before").GetInt64());
        Assert.Contains(" now: ", Run("db", "compact").Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("db", "verify").Code);
    }

    [Fact]
    public void A_query_is_answered_as_a_table_as_json_and_as_csv()
    {
        const string sql = "SELECT '=1+1' AS formula, char(27) || '[2J,' AS command, 1.5 AS number, x'ff' AS bytes, NULL AS empty FROM runs LIMIT 1";
        Assert.StartsWith("formula  command  number  bytes", Run("db", "query", sql).Output, StringComparison.Ordinal);
        var csv = Run("db", "query", sql, "--csv").Output;
        Assert.StartsWith("formula,command,number,bytes,empty\r\n'=1+1,", csv, StringComparison.Ordinal);
        Assert.EndsWith(",1.5,ff,\r\n", csv, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', csv);
        Assert.Equal(1.5, Run("db", "query", sql, "--format", "json").Json().GetProperty("rows")[0][2].GetDouble());
        Assert.Equal(2, Run("db", "query", "DROP TABLE run").Code);
        Assert.Contains("--limit", Run("db", "query", "SELECT id FROM runs", "--limit", "2").Error, StringComparison.Ordinal);
    }

    private static byte[] Spoiled(byte[] history)
    {
        history.AsSpan(8_192, history.Length - 8_192).Fill(0x55);
        return history;
    }

    private string[] Hashes() => [.. Store.ListRuns(RunQuery.All, default).Select(run => run.Hash)];

    /// <summary>Three minutes pass between two looks.</summary>
    private sealed class SlowClock : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * TimestampFrequency * 180;
    }
}
