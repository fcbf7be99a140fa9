using CoverageHistory.Storage;
using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class RunsCommandTests : ToolFixture
{
    private static readonly string LatestId = SampleHistory.RunOf(5).ToString();

    public RunsCommandTests() => WriteSample(runs: 6);

    [Fact]
    public void The_list_reads_as_agreed() => Snapshot.Match(Run("runs", "list").Output, "runs-list.txt");

    [Fact]
    public void A_run_reads_as_agreed() => Snapshot.Match(Run("runs", "show", SampleHistory.RunOf(3).ToString()).Output, "runs-show.txt");

    [Fact]
    public void The_first_run_reads_as_agreed() => Snapshot.Match(Run("runs", "show", "first").Output, "runs-show-first.txt");

    [Theory]
    [InlineData("latest")]
    [InlineData("01990000-0005")]
    [InlineData("01990000-0005-7000-8000-000000000005")]
    [InlineData("commit")]
    [InlineData("commit prefix")]
    public void A_run_is_named_by_its_id_its_commit_or_its_place(string name)
    {
        var argument = name switch
        {
            "commit" => SampleHistory.CommitOf(5),
            "commit prefix" => SampleHistory.CommitOf(5)[..7].ToUpperInvariant(),
            _ => name,
        };

        Assert.Equal(LatestId, Run("runs", "show", argument, "--format", "json").Json().GetProperty("run").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("0199", "6 runs")]
    [InlineData("nothing", "There is no run 'nothing'")]
    [InlineData("019", "There is no run '019'")]
    public void A_name_of_no_run_or_of_several_is_refused(string argument, string message)
    {
        var result = Run("runs", "show", argument);

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_of_a_run_holds_its_parts_and_their_change()
    {
        var json = Run("runs", "show", "--format", "json").Json();

        Assert.Equal(2, json.GetProperty("sessions").GetArrayLength());
        Assert.Equal(["Shop", "Shop.Delivery", "Shop.Payments"], json.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("name").GetString()));
        Assert.Equal(8, json.GetProperty("files").GetArrayLength());
        Assert.True(json.GetProperty("modules")[0].GetProperty("lines").TryGetProperty("rate_change", out _));
        Assert.Equal(64, json.GetProperty("run").GetProperty("hash").GetString()!.Length);
    }

    [Fact]
    public void A_run_is_deleted_after_a_yes()
    {
        Answer = "y";

        Assert.Equal(0, Run("runs", "delete", "latest").Code);
        Assert.Equal(5, Count());
    }

    [Theory]
    [InlineData("n")]
    [InlineData("")]
    [InlineData("yesterday")]
    public void Any_other_answer_keeps_it(string answer)
    {
        Answer = answer;

        Assert.Equal(130, Run("runs", "delete", "latest").Code);
        Assert.Equal(6, Count());
    }

    [Fact]
    public void Where_nobody_can_answer_yes_has_to_be_given()
    {
        var refused = Run("runs", "delete", "latest");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Equal(6, Count());

        Assert.Equal(0, Run("runs", "delete", "latest", "01990000-0002", "--yes").Code);
        Assert.Equal(4, Count());
    }

    [Fact]
    public void One_unknown_run_among_several_deletes_none()
    {
        Assert.Equal(2, Run("runs", "delete", "latest", "nothing", "--yes").Code);
        Assert.Equal(6, Count());
    }

    [Fact]
    public void Labels_are_added_and_removed_and_name_the_run()
    {
        Assert.Equal(0, Run("runs", "tag", "latest", "release-2", "good").Code);
        Assert.Equal(0, Run("runs", "tag", "release-2", "--remove", "good").Code);

        var run = Run("runs", "show", "release-2", "--format", "json").Json().GetProperty("run");
        Assert.Equal(LatestId, run.GetProperty("id").GetString());
        Assert.Equal(["release-2"], run.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
    }

    [Fact]
    public void A_label_is_needed() => Assert.Equal(2, Run("runs", "tag", "latest").Code);

    [Fact]
    public void The_database_tells_about_itself()
    {
        var json = Run("db", "info", "--format", "json").Json();

        Assert.Equal(DatabasePath, json.GetProperty("location").GetString());
        Assert.Equal((6, 12, 6, 8), (json.GetProperty("runs").GetInt32(), json.GetProperty("sessions").GetInt32(), json.GetProperty("commits").GetInt32(), json.GetProperty("source_files").GetInt32()));
        Assert.Contains("runs            6\n", Run("db", "info").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_without_a_command_shows_its_help()
    {
        var result = Run("runs");

        Assert.Equal(2, result.Code);
        Assert.Contains("delete", result.Error, StringComparison.Ordinal);
    }

    private int Count() => Store.ListRuns(RunQuery.All, default).Count;
}
