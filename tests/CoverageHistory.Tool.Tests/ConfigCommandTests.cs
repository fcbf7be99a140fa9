namespace CoverageHistory.Tool.Tests;

public sealed class ConfigCommandTests : ToolFixture
{
    private string ConfigurationPath => Folder[".config/coverage-history.json"];

    [Fact]
    public void A_setting_is_set_read_and_taken_out_again()
    {
        Assert.Equal(0, Run("config", "set", "branch.default", "develop").Code);
        Assert.Equal("develop\n", Run("config", "get", "branch.default").Output);

        Assert.Equal(0, Run("config", "unset", "branch.default").Code);
        Assert.Equal("", Run("config", "get", "branch.default").Output);
    }

    [Fact]
    public void The_list_says_where_each_value_comes_from()
    {
        Folder.Write(".config/coverage-history.json", "{\n  // why\n  \"keepHitCounts\": true\n}\n");

        var json = Run("config", "list", "--format", "json").Json().GetProperty("settings").EnumerateArray().ToList();

        var counts = json.Single(setting => setting.GetProperty("key").GetString() == "keepHitCounts");
        Assert.True(counts.GetProperty("value").GetBoolean());
        Assert.Equal(("file", ConfigurationPath, 3), (counts.GetProperty("source").GetString(), counts.GetProperty("path").GetString(), counts.GetProperty("line").GetInt32()));
        Assert.Equal("default", json.Single(setting => setting.GetProperty("key").GetString() == "lockTimeoutSeconds").GetProperty("source").GetString());
        Assert.Contains(Path.Combine(".config", "coverage-history.json(3)").Replace('\\', '/'), Run("config", "list").Output.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_survive_a_change()
    {
        Folder.Write(".config/coverage-history.json", "{\n  // why\n  \"keepHitCounts\": true\n}\n");

        Run("config", "set", "keepHitCounts", "false");

        Assert.Equal("{\n  // why\n  \"keepHitCounts\": false\n}\n", File.ReadAllText(ConfigurationPath));
    }

    [Theory]
    [InlineData("Did you mean keepHitCounts?", "set", "keepHitCount", "true")]
    [InlineData("There is no setting", "get", "what")]
    [InlineData("has to be", "set", "lockTimeoutSeconds", "soon")]
    public void Wrong_keys_and_values_are_refused(string message, params string[] arguments)
    {
        var result = Run(["config", .. arguments]);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(ConfigurationPath));
    }

    [Fact]
    public void A_broken_file_is_reported_with_its_line_and_left_alone()
    {
        Folder.Write(".config/coverage-history.json", "{\n  \"keepHitCounts\": tru\n}\n");

        var shown = Run("config", "list");
        Assert.Contains("coverage-history.json(2): error COVH1011: ", shown.Error, StringComparison.Ordinal);
        Assert.Equal(0, shown.Code);
        Assert.Equal(2, Run("config", "set", "keepHitCounts", "true").Code);
        Assert.Equal("{\n  \"keepHitCounts\": tru\n}\n", File.ReadAllText(ConfigurationPath));
    }

    [Fact]
    public void The_configured_database_is_the_one_that_is_read()
    {
        Run("config", "set", "database", "elsewhere/my.db");
        TestKit.SampleHistory.WriteTo(new Storage.Sqlite.SqliteHistoryStore(Folder["elsewhere/my.db"], new()), 1);

        Assert.Equal(Folder["elsewhere/my.db"], Run("db", "info", "--format", "json").Json().GetProperty("location").GetString());
    }
}
