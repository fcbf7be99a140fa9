using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class CheckCommandTests : ToolFixture
{
    private readonly TemporaryRepository _repository = new();
    private int _minute;

    public CheckCommandTests()
    {
        foreach (var (name, value) in _repository.Environment)
        {
            if (value is not null)
                Variables[name] = value;
        }
        _repository.Write("src/A.cs", "one\ntwo\nthree\nfour\n");
        _repository.Commit();
    }

    [Theory]
    [InlineData("75%", 0, "pass")]
    [InlineData("0.75", 0, "pass")]
    [InlineData("76%", 1, "fail")]
    public void The_exit_code_tells_the_verdict(string limit, int code, string verdict)
    {
        RecordLines(1, 1, 1, 0);

        var json = Check("--min-coverage", limit, "--format", "json");

        Assert.Equal(code, json.Code);
        using var document = System.Text.Json.JsonDocument.Parse(json.Output);
        Assert.Equal(verdict, document.RootElement.GetProperty("verdict").GetString());
        var rule = Assert.Single(document.RootElement.GetProperty("rules").EnumerateArray());
        Assert.Equal(["rule", "verdict", "actual", "limit", "unit", "message"], rule.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("min-coverage", verdict, 0.75, "ratio"), (rule.GetProperty("rule").GetString(), rule.GetProperty("verdict").GetString(), rule.GetProperty("actual").GetDouble(), rule.GetProperty("unit").GetString()));
        Assert.StartsWith(verdict + "  min-coverage: ", Check("--min-coverage", limit).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_report_is_inconclusive_and_so_is_an_old_one()
    {
        _repository.Write("empty.xml", "<coverage><packages/></coverage>");
        Assert.Equal(0, Run("record", _repository["empty.xml"], "--repo", _repository.Root, "--at", "2026-11-23T00:00:00Z").Code);
        Assert.Equal(3, Check("--min-coverage", "1%").Code);
        RecordLines(1, 1, 1, 1);
        Assert.Equal(0, Check("--min-coverage", "1%").Code);

        _repository.Git("commit", "--quiet", "--allow-empty", "--message", "Now", "--date", "2026-11-22T00:00:00Z");
        var report = Report(1, 1, 1, 0);
        File.SetLastWriteTimeUtc(report, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var recorded = Run("record", report, "--repo", _repository.Root);

        Assert.Contains("warning COVH1024", recorded.Error, StringComparison.Ordinal);
        Assert.Contains("not to judge", Run("runs", "show", "latest", "--repo", _repository.Root).Output, StringComparison.Ordinal);
        Assert.Contains("doubtful", Run("show", "--repo", _repository.Root).Output, StringComparison.Ordinal);
        var check = Check("--min-coverage", "1%");
        Assert.Equal(3, check.Code);
        Assert.Contains("older than what it is to measure (COVH1024)", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_is_empty_every_time_does_not_keep_the_others_from_being_judged()
    {
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var empty = _repository.Write("empty.xml", $"<coverage><!-- {_minute} --><packages/></coverage>");
            Assert.Equal(0, Run("record", empty, Report(1, 1, 1, 0), "--repo", _repository.Root, "--at", $"2026-11-23T01:{_minute:00}:00Z").Code);
        }

        Assert.Equal(0, Check("--min-coverage", "75%").Code);
    }

    [Fact]
    public void A_drop_is_judged_against_the_run_before()
    {
        RecordLines(1, 1, 1, 1);
        Assert.Equal(3, Check("--max-drop", "0").Code);
        RecordLines(1, 1, 1, 0);

        Assert.Equal((1, 0), (Check("--max-drop", "24%").Code, Check("--max-drop", "25%").Code));
    }

    [Fact]
    public void Unstable_lines_are_left_out_when_asked()
    {
        RecordLines(1, 1, 1, 1);
        RecordLines(1, 1, 1, 0);

        Assert.Equal(1, Check("--min-coverage", "100%", "--max-drop", "0").Code);
        Assert.Equal(0, Check("--min-coverage", "100%", "--max-drop", "0", "--ignore-unstable-lines").Code);
        _repository.Write(".config/coverage-history.json", """{"gate": {"minCoverage": 1, "ignoreUnstableLines": true}}""");
        var json = Check("--format", "json").Json();
        Assert.Equal(1, json.GetProperty("unstable_lines").GetInt32());
    }

    [Fact]
    public void Without_a_run_or_a_rule_nothing_is_judged()
    {
        Assert.Equal(3, Check("--min-coverage", "80%").Code);
        var nothing = Check();
        Assert.Equal(2, nothing.Code);
        Assert.Contains("gate.minCoverage", nothing.Error, StringComparison.Ordinal);
        Assert.Equal(2, Check("--min-coverage", "80").Code);
    }

    [Fact]
    public void A_component_is_shown_by_itself()
    {
        _repository.Write(".config/coverage-history.json", """{"components": {"ours": ["src/**"], "none": ["lib/**"]}}""");
        RecordLines(1, 1, 0, 0);

        Assert.Equal(0.5, Run("show", "--component", "ours", "--repo", _repository.Root, "--format", "json").Json().GetProperty("points")[0].GetProperty("value").GetDouble());
        Assert.Contains("There are ours, none.", Run("show", "--component", "theirs", "--repo", _repository.Root).Error, StringComparison.Ordinal);
        var shown = Run("runs", "show", "latest", "--repo", _repository.Root, "--format", "json").Json();
        Assert.Equal(["ours", "none"], shown.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()));
        var file = Assert.Single(shown.GetProperty("files").EnumerateArray());
        Assert.Equal((false, false), (file.GetProperty("generated").GetBoolean(), file.GetProperty("outside").GetBoolean()));
        Assert.Contains("| `ours` | 50.0 % |", Run("report", "--type", "markdown", "--repo", _repository.Root).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_carried_session_is_marked_wherever_the_run_is_shown()
    {
        _repository.Write(".config/coverage-history.json", """{"carryForward": ["Slow"]}""");
        RecordLines(1, 1, 0, 0);
        Assert.Equal(0, Run("record", Report(0, 0, 1, 1), "--session", "Slow", "--run-key", "a", "--repo", _repository.Root, "--at", "2026-11-23T01:30:00Z").Code);

        var recorded = Run("record", Report(1, 1, 0, 0), "--session", "Fast", "--repo", _repository.Root, "--at", "2026-11-23T01:31:00Z", "--format", "json").Json();

        Assert.Equal("Slow", Assert.Single(recorded.GetProperty("carried").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(4, recorded.GetProperty("totals").GetProperty("lines").GetProperty("covered").GetInt32());
        Assert.Contains("carried from", Run("runs", "show", "--repo", _repository.Root).Output, StringComparison.Ordinal);
        Assert.Contains("in part carried", Run("show", "--repo", _repository.Root).Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 sessions carried over", Run("report", "--type", "markdown", "--repo", _repository.Root).Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 sessions carried over", Run("report", "--type", "html", "--repo", _repository.Root).Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 sessions, carried over", Check("--min-coverage", "90%").Output, StringComparison.Ordinal);
    }

    private ToolResult Check(params string[] options) => Run(["check", "--repo", _repository.Root, .. options]);

    private void RecordLines(params int[] hits)
    {
        var recorded = Run("record", Report(hits), "--session", "Tests", "--repo", _repository.Root, "--at", $"2026-11-23T01:{_minute:00}:00Z");
        Assert.True(recorded.Code == 0, recorded.Error);
    }

    private string Report(params int[] hits)
    {
        var lines = string.Concat(hits.Select((count, index) => $"""<line number="{index + 1}" hits="{count}"/>"""));
        return _repository.Around.Write($"report.xml", $"""
            <coverage><!-- {_minute++} --><sources><source>{_repository.Root}</source></sources><packages><package name="App"><classes>
            <class name="N.A" filename="src/A.cs"><lines>{lines}</lines></class></classes></package></packages></coverage>
            """);
    }
}
