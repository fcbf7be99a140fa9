using System.Globalization;
using System.Text.Json;
using CoverageHistory.Model;
using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class ChangesCommandTests : ToolFixture
{
    private static readonly string[] Stepping = [.. Enumerable.Range(0, 60).Select(i => ((i < 25 ? 10 : 14) + (i * 7 % 5 * 0.1)).ToString(CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_come_one_a_line_or_as_an_array(bool isArray)
    {
        Folder.Write("times", isArray ? $"[{string.Join(",\n", Stepping)}]" : string.Join('\n', Stepping) + "\n");

        var json = Run("changes", "--values", "times").Json();

        Assert.Equal("""{"change_points":[25]}""", Compact(json));
    }

    [Fact]
    public void Numbers_come_from_standard_input_too()
    {
        Input = string.Join("\r\n", Stepping);

        Assert.Equal("""{"change_points":[25]}""", Compact(Run("changes", "--values", "-").Json()));
    }

    [Fact]
    public void Many_series_are_answered_under_their_ids_and_in_their_order()
    {
        Folder.Write("series.json", $$"""{"z":[{{string.Join(',', Stepping)}}],"a":[1,2],"":[]}""");

        Assert.Equal("""{"z":[25],"a":[],"":[]}""", Compact(Run("changes", "--series", "series.json", "--format", "json").Json()));
    }

    [Fact]
    public void Points_without_a_value_count_in_indexes_only()
    {
        Folder.Write("series.json", $$"""{"a":[null,null,{{string.Join(",null,", Stepping)}}]}""");

        Assert.Equal("""{"a":[52]}""", Compact(Run("changes", "--series", "series.json").Json()));
    }

    [Fact]
    public void A_replay_names_the_point_that_made_it_sure_and_the_first_of_the_new_level()
    {
        Folder.Write("series.json", $$"""{"a":[{{string.Join(',', Stepping)}}]}""");
        Folder.Write("values", string.Join('\n', Stepping));

        var pair = Assert.Single(Run("changes", "--series", "series.json", "--replay").Json().GetProperty("a").EnumerateArray());

        Assert.Equal(25, pair[1].GetInt32());
        Assert.InRange(pair[0].GetInt32(), 25, 30);
        Assert.Equal(Compact(pair), Compact(Run("changes", "--values", "values", "--replay").Json().GetProperty("alerts")[0]));
    }

    [Theory]
    [InlineData("lower", 1)]
    [InlineData("higher", 0)]
    [InlineData("none", 1)]
    public void Only_changes_for_the_worse_alert(string better, int alerts)
    {
        Folder.Write("values", string.Join('\n', Stepping));

        Assert.Equal(alerts, Run("changes", "--values", "values", "--replay", "--better", better).Json().GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public void Which_way_is_better_is_asked_of_replayed_numbers_only()
    {
        Folder.Write("values", "1\n2");

        Assert.Contains("not 'less'", Run("changes", "--values", "values", "--replay", "--better", "less").Error, StringComparison.Ordinal);
        Assert.Contains("--better goes with --replay", Run("changes", "--values", "values", "--better", "lower").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_alerts_at_a_point_does_not_depend_on_those_after_it()
    {
        Folder.Write("all", string.Join('\n', Stepping));
        Folder.Write("some", string.Join('\n', Stepping[..40]));

        Assert.Equal(Compact(Run("changes", "--values", "all", "--replay").Json()), Compact(Run("changes", "--values", "some", "--replay").Json()));
    }

    [Theory]
    [InlineData("1\n2\nNaN\n", "f(3): error COVH1001: expected a finite number, one a line, found NaN")]
    [InlineData("1\n1e999\n", "f(2): error COVH1001: expected a finite number, one a line, found 1e999")]
    [InlineData("1\n2 ms\n", "f(2): error COVH1001: expected a finite number, one a line, found 2 ms")]
    [InlineData("[1,\n\"2\"]", "f(2): error COVH1001: expected a finite number or null at index 1, found 2")]
    [InlineData("[1,\nNaN]", "f(2): error COVH1001: expected JSON numbers (NaN and Infinity are none), found 'N' is an invalid start of a value.")]
    [InlineData("[1,[2]]", "f(1): error COVH1001: expected a finite number or null at index 1, found [")]
    [InlineData("[1,2", "f(1): error COVH1001: expected JSON numbers")]
    [InlineData("[1] [2]", "f(1): error COVH1001: expected JSON numbers")]
    public void Values_that_are_no_numbers_are_refused_with_their_place(string content, string error)
    {
        Folder.Write("f", content);

        var refused = Run("changes", "--values", "f");

        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.StartsWith(error, refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1,2]", "f(1): error COVH1001: expected an object of series, {\"id\":[1,2]}, found [")]
    [InlineData("{\"a\":1}", "f(1): error COVH1001: expected an array of numbers as series 'a', found 1")]
    [InlineData("{\"a\":[1],\n\"b\":[true]}", "f(2): error COVH1001: expected a finite number or null at index 0 in series 'b', found true")]
    [InlineData("{\"a\":[1,1e400]}", "f(1): error COVH1001: expected a finite number or null at index 1 in series 'a', found 1e400")]
    [InlineData("{\"a\":[1],\n\"a\":[2]}", "f(2): error COVH1001: expected each id once, found a")]
    [InlineData("{\"a\":[1]", "f(1): error COVH1001: expected JSON numbers")]
    [InlineData("", "f(1): error COVH1001: expected JSON numbers")]
    public void Series_that_are_none_are_refused_with_their_place(string content, string error)
    {
        Folder.Write("f", content);

        var refused = Run("changes", "--series", "f");

        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.StartsWith(error, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_numbers_have_no_changes()
    {
        Folder.Write("f", "");

        Assert.Equal("""{"change_points":[]}""", Compact(Run("changes", "--values", "f").Json()));
        Assert.Equal("""{"alerts":[]}""", Compact(Run("changes", "--values", "f", "--replay").Json()));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var refused = Run("changes", "--values", "nowhere.txt");

        Assert.Equal(2, refused.Code);
        Assert.Contains("nowhere.txt", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--values", "f", "--series", "f")]
    [InlineData("--values", "f", "--metric", "line_rate")]
    [InlineData("--series", "f", "--branch", "main")]
    public void Two_sources_at_once_are_refused(params string[] options)
    {
        var refused = Run(["changes", .. options]);

        Assert.Equal(2, refused.Code);
        Assert.Contains("give one of them", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("high")]
    [InlineData("NaN")]
    public void A_sensitivity_that_is_none_is_refused(string value)
    {
        var refused = Run("changes", "--sensitivity", value);

        Assert.Equal(2, refused.Code);
        Assert.Contains($"not '{value}'", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void More_sensitivity_asked_for_finds_less()
    {
        Folder.Write("f", string.Join('\n', Stepping));

        Assert.Equal("""{"change_points":[]}""", Compact(Run("changes", "--values", "f", "--sensitivity", "100").Json()));
    }

    [Fact]
    public void A_stored_trend_tells_since_which_run_its_level_is_another()
    {
        Record(40, 0.8, 0.72, 25);

        var json = Run("changes", "--format", "json").Json();
        var change = Assert.Single(json.GetProperty("change_points").EnumerateArray());

        Assert.Equal(["metric", "unit", "branch", "points", "change_points"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["index", "run", "commit", "before", "after", "low", "high", "p_value", "commits"], change.EnumerateObject().Select(member => member.Name));
        Assert.Equal((25, SampleHistory.RunOf(25), SampleHistory.CommitOf(25)), (change.GetProperty("index").GetInt32(), change.GetProperty("run").GetGuid(), change.GetProperty("commit").GetString()));
        Assert.Equal((0.8, 0.72), (change.GetProperty("before").GetDouble(), change.GetProperty("after").GetDouble()));
        Assert.Equal([SampleHistory.CommitOf(25)], change.GetProperty("commits").EnumerateArray().Select(commit => commit.GetString()));
        Assert.Equal(Compact(json.GetProperty("change_points")), Compact(Run("show", "--format", "json").Json().GetProperty("change_points")));
    }

    [Fact]
    public void A_person_reads_of_a_stored_trend_what_changed_and_of_the_rest_that_nothing_did()
    {
        Record(40, 0.8, 0.72, 25);

        Snapshot.Match(Run("changes").Output, "changes.txt");
        Snapshot.Match(Run("changes", "--replay").Output, "changes-replay.txt");
        Assert.Equal("test duration keeps its level in 0 runs, as far as can be told.\n", Run("changes", "--metric", "test_duration_seconds").Output);
    }

    [Fact]
    public void A_stored_trend_is_replayed_with_the_runs_by_name()
    {
        Record(40, 0.8, 0.72, 25);

        var alert = Assert.Single(Run("changes", "--replay", "--format", "json").Json().GetProperty("alerts").EnumerateArray());

        Assert.Equal(["at", "index", "run", "commit", "first_run", "first_commit"], alert.EnumerateObject().Select(member => member.Name));
        Assert.Equal(SampleHistory.RunOf(25), alert.GetProperty("first_run").GetGuid());
        Assert.Equal(SampleHistory.RunOf(alert.GetProperty("at").GetInt32()), alert.GetProperty("run").GetGuid());
    }

    [Fact]
    public void A_metric_that_is_not_there_is_refused_as_in_show()
    {
        Record(5, 0.8, 0.8, 5);

        Assert.Equal(Run("show", "--metric", "line_rat").Error, Run("changes", "--metric", "line_rat").Error);
    }

    private void Record(int runs, double before, double after, int at)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DatabasePath)!);
        for (var number = 0; number < runs; number++)
        {
            var covered = (int)Math.Round((number < at ? before : after) * 100);
            var run = new Run
            {
                Id = SampleHistory.RunOf(number),
                Key = string.Create(CultureInfo.InvariantCulture, $"run {number}"),
                RecordedAt = new DateTimeOffset(2026, 9, 1, 8, 30, 0, TimeSpan.Zero).AddHours(number),
                Branch = "main",
                Commit = new Commit(SampleHistory.CommitOf(number)) { Parents = number == 0 ? [] : [SampleHistory.CommitOf(number - 1)] },
            };
            var session = new Session
            {
                Name = "Shop.Tests",
                ContentHash = string.Create(CultureInfo.InvariantCulture, $"{number:x64}"),
                Format = "cobertura",
                Environment = new ExecutionEnvironment("CPU", 4, "Debian GNU/Linux 12", "x64", ".NET 10.0.1"),
                Coverage =
                [
                    new FileCoverage
                    {
                        Module = "Shop",
                        Path = new RepoPath("src/Cart.cs"),
                        Lines = [.. Enumerable.Range(1, 100).Select(line => new LineCoverage(line, line <= covered ? 1u : 0u, 0, 0))],
                        Classes = [],
                    },
                ],
            };
            Store.Record(run, [session], CancellationToken.None);
        }
    }

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
