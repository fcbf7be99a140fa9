using System.Text.Json;
using CoverageHistory.TestKit;
using CoverageHistory.Tool.Terminal;

namespace CoverageHistory.Tool.Tests;

public sealed class ShowCommandTests : ToolFixture
{
    private static readonly TerminalTraits Terminal = new(80, HasColor: false, IsUnicode: true, IsPlain: false);

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void The_trend_fits_the_terminal(int width)
    {
        WriteSample(runs: 26);

        var shown = Run(Terminal with { Width = width });

        Snapshot.Match(shown.Output, $"show-{width}.txt");
        Assert.All(shown.Output.Split('\n'), line => Assert.InRange(TextWidth.Of(line), 0, width));
    }

    [Fact]
    public void Without_a_unicode_terminal_the_trend_is_ascii()
    {
        WriteSample(runs: 26);

        var shown = Run(Terminal with { IsUnicode = false });

        Snapshot.Match(shown.Output, "show-ascii.txt");
        Assert.All(shown.Output, c => Assert.InRange(c, '\n', '~'));
    }

    [Fact]
    public void Colour_is_for_terminals_that_have_it_and_may_be_declined()
    {
        WriteSample(runs: 2);

        Assert.Contains("\e[32m", Run(Terminal with { HasColor = true }).Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', Run(Terminal with { HasColor = true }, "--no-color").Output);
    }

    [Theory]
    [InlineData("branch_rate", "show-branch-rate.txt")]
    [InlineData("tests_failed", "show-tests-failed.txt")]
    [InlineData("test_duration_seconds", "show-duration.txt")]
    public void Every_kind_of_metric_is_drawn(string metric, string snapshot)
    {
        WriteSample(runs: 12);

        Snapshot.Match(Run(Terminal, "show", "--metric", metric).Output, snapshot);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(300)]
    public void Few_and_many_runs_are_drawn(int runs)
    {
        WriteSample(runs);

        Snapshot.Match(Run(Terminal).Output, $"show-{runs}-runs.txt");
    }

    [Fact]
    public void The_json_is_that_of_the_contract()
    {
        WriteSample(runs: 3);

        var json = Run("show", "--format", "json").Json();

        Assert.Equal(["metric", "unit", "better", "points", "change_points", "branch", "off_line", "baseline"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("line_rate", "ratio", "higher"), (json.GetProperty("metric").GetString(), json.GetProperty("unit").GetString(), json.GetProperty("better").GetString()));
        Assert.Equal(0, json.GetProperty("change_points").GetArrayLength());
        Assert.Equal(3, json.GetProperty("points").GetArrayLength());
        var point = json.GetProperty("points")[0];
        Assert.Equal(["run", "commit", "branch", "at", "value", "status", "line"], point.EnumerateObject().Select(member => member.Name));
        Assert.Equal(SampleHistory.RunOf(0), point.GetProperty("run").GetGuid());
        Assert.Equal(SampleHistory.CommitOf(0), point.GetProperty("commit").GetString());
        Assert.Equal("main", point.GetProperty("branch").GetString());
        Assert.Equal("2026-09-01T08:30:00Z", point.GetProperty("at").GetString());
        Assert.Equal("passed", point.GetProperty("status").GetString());
        Assert.Equal(Store.ListRuns(Storage.RunQuery.All, default)[0].Coverage!.Value.Lines.Rate, point.GetProperty("value").GetDouble());
    }

    [Fact]
    public void A_command_is_not_needed()
    {
        WriteSample(runs: 2);

        Assert.Equal(Run("show", "--metric", "tests_total", "--runs", "1").Output, Run("--metric", "tests_total", "--runs", "1").Output);
    }

    [Fact]
    public void An_empty_history_says_how_to_start_and_is_no_failure()
    {
        var shown = Run();

        Assert.Equal(0, shown.Code);
        Snapshot.Match(shown.Output, "welcome.txt");
        Assert.False(File.Exists(DatabasePath));
    }

    [Fact]
    public void An_empty_history_has_no_points_in_json() =>
        Assert.Equal(0, Run("--format", "json").Json().GetProperty("points").GetArrayLength());

    [Fact]
    public void Runs_that_do_not_match_are_told_from_no_runs()
    {
        WriteSample(runs: 1);

        Assert.Contains("No run matches", Run("--branch", "nowhere").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--days", "40", 4)]
    [InlineData("--since", "2026-10-15", 4)]
    [InlineData("--until", "2026-09-03T00:00:00+00:00", 1)]
    [InlineData("--runs", "7", 7)]
    [InlineData("--branch", "feature/refunds", 14)]
    public void Options_say_which_runs(string option, string value, int expected)
    {
        WriteSample(runs: 26);

        Assert.Equal(expected, Run("show", option, value, "--format", "json").Json().GetProperty("points").GetArrayLength());
    }

    [Theory]
    [InlineData("--module", "Shop.Delivery")]
    [InlineData("--file", "src/Shop.Delivery/Parcel.cs")]
    [InlineData("--file", "src/**/Parc*.cs")]
    [InlineData("--class", "Parcel")]
    public void A_part_of_the_project_has_its_own_trend(string option, string value)
    {
        WriteSample(runs: 2);

        var part = Run("show", option, value, "--metric", "lines_coverable", "--format", "json").Json().GetProperty("points")[1];
        var project = Run("show", "--metric", "lines_coverable", "--format", "json").Json().GetProperty("points")[1];

        Assert.InRange(part.GetProperty("value").GetDouble(), 1, project.GetProperty("value").GetDouble() - 1);
    }

    [Theory]
    [InlineData("Did you mean branch_rate?", "--metric", "branch_rat")]
    [InlineData("No run holds coverage of module Shap", "--module", "Shap")]
    [InlineData("belongs to the whole run", "--metric", "tests_total", "--module", "Shop")]
    [InlineData("not '0'", "--runs", "0")]
    [InlineData("not 'many'", "--days", "many")]
    [InlineData("'yesterday' is not a time", "--since", "yesterday")]
    [InlineData("say the same thing", "--since", "2026-01-01", "--days", "3")]
    [InlineData("--format is text or json, not 'xml'", "--format", "xml")]
    public void Wrong_usage_is_explained_on_standard_error(string message, params string[] arguments)
    {
        WriteSample(runs: 1);

        var shown = Run(["show", .. arguments]);

        Assert.Equal(2, shown.Code);
        Assert.Equal("", shown.Output);
        Assert.Contains(message, shown.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", shown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_coverage_is_a_gap()
    {
        WriteSample(runs: 2);
        var store = Store;
        var last = store.ListRuns(Storage.RunQuery.All, default)[^1].Run;
        var tests = new Model.Session
        {
            Name = "tests only",
            ContentHash = new string('0', 64),
            Environment = new Model.ExecutionEnvironment("", 1, "", "", ""),
            Tests = [new Model.TestResult("t", Model.TestOutcome.Passed, TimeSpan.Zero)],
        };
        store.Record(last with { Id = Guid.CreateVersion7(), Key = "tests only", RecordedAt = last.RecordedAt.AddDays(1) }, [tests], default);

        Assert.Equal(JsonValueKind.Null, Run("--format", "json").Json().GetProperty("points")[2].GetProperty("value").ValueKind);
        Assert.Equal(0, Run(Terminal).Code);
    }
}
