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

    private static byte[] Spoiled(byte[] history)
    {
        history.AsSpan(8_192, history.Length - 8_192).Fill(0x55);
        return history;
    }

    private string[] Hashes() => [.. Store.ListRuns(RunQuery.All, default).Select(run => run.Hash)];
}
