using System.Text.Json;
using CoverageHistory.Storage;
using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

/// <summary><c>record</c> of what other tools kept.</summary>
public sealed class ImportTests : ToolFixture
{
    private static readonly string ReportGenerator = Path.Combine(RepositoryRoot.Path, "tests", "fixtures", "histories", "reportgenerator");

    [Fact]
    public void A_folder_becomes_runs_and_a_second_time_nothing()
    {
        var first = Run("record", ReportGenerator, "--branch", "main", "--tag", "old");
        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.Equal("3 runs imported, 2026-11-23 to 2026-11-23.\n  reportgenerator-history: 3\n  branch: main\n", first.Output);
        Assert.All(Store.ListRuns(RunQuery.All, default), run => Assert.Contains("old", run.Run.Tags));

        Assert.StartsWith("Nothing new: the history holds all 3 runs already.\n", Run("record", ReportGenerator, "--branch", "main").Output, StringComparison.Ordinal);
        Assert.Equal(3, Run("show", "--format", "json").Json().GetProperty("points").GetArrayLength());
        Assert.Equal(0, Run("runs", "show").Code);
        Assert.Equal(0, Run("report", "--type", "markdown").Code);
    }

    [Fact]
    public void The_json_lists_the_runs()
    {
        WriteBenchmarks();
        var json = Run("record", "data.js", "--format", "json").Json();
        Assert.Equal(["run", "sessions", "totals", "runs", "imported", "duplicates", "passed_over", "diagnostics"], json.EnumerateObject().Select(member => member.Name));
        Assert.Equal((2, 0), (json.GetProperty("imported").GetInt32(), json.GetProperty("duplicates").GetInt32()));
        var newest = Assert.Single(json.GetProperty("sessions").EnumerateArray());
        Assert.Equal(("data.js", "github-action-benchmark", "benchmarks"), (newest.GetProperty("path").GetString(), newest.GetProperty("format").GetString(), newest.GetProperty("kind").GetString()));
        Assert.Equal(json.GetProperty("run").GetProperty("id").GetString(), json.GetProperty("runs")[1].GetProperty("run").GetProperty("id").GetString());
        var run = json.GetProperty("runs")[0];
        Assert.Equal(["run", "path", "format", "files", "lines", "branches", "metrics", "duplicate"], run.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("data.js", "github-action-benchmark", 1, JsonValueKind.Null),
            (run.GetProperty("path").GetString(), run.GetProperty("format").GetString(), run.GetProperty("metrics").GetInt32(), run.GetProperty("lines").ValueKind));
        Assert.Equal("2026-07-20T09:50:41.058Z", run.GetProperty("run").GetProperty("recorded_at").GetString());
        Assert.Equal(2, Run("record", "data.js", "--format", "json").Json().GetProperty("duplicates").GetInt32());
    }

    [Fact]
    public void An_imported_metric_is_plotted_with_its_unit_and_leaves_other_runs_out()
    {
        WriteBenchmarks();
        Run("record", "data.js");
        Assert.Equal("No run that matches holds coverage or tests. --metric plots what was imported: N.T.M(a: 1).\n", Run().Output);
        Run("record", ReportGenerator);

        var json = Run("show", "--metric", "N.T.M(a: 1)", "--format", "json").Json();
        Assert.Equal(("N.T.M(a: 1)", "ns", "lower"), (json.GetProperty("metric").GetString(), json.GetProperty("unit").GetString(), json.GetProperty("better").GetString()));
        Assert.Equal([12.5, 11.25], json.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("value").GetDouble()));
        Assert.Equal(3, Run("show", "--format", "json").Json().GetProperty("points").GetArrayLength());
        Assert.Equal(1, Run("show", "--metric", "N.T.M(a: 1)", "--runs", "1", "--format", "json").Json().GetProperty("points").GetArrayLength());
        var text = Run("show", "--metric", "N.T.M(a: 1)").Output;
        Assert.Contains("11.25 ns", text, StringComparison.Ordinal);
        Assert.Contains("-1.25", text, StringComparison.Ordinal);
        Assert.Equal(5, Run("runs", "list", "--format", "json").Json().GetProperty("runs").GetArrayLength());

        var unknown = Run("show", "--metric", "N.T.M");
        Assert.Equal(2, unknown.Code);
        Assert.Contains("There is no metric 'N.T.M'", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("show", "--metric", "N.T.M(a: 1)", "--module", "Shop").Code);
    }

    [Fact]
    public void A_badge_s_rate_stands_on_the_trend_of_line_coverage()
    {
        Folder.Write("1.json", """{"coverage": 87.5}""");
        Folder.Write("2.json", """{"schemaVersion":1,"label":"coverage","message":"90%","color":"green"}""");
        var json = Run("record", "1.json", "--at", "2026-01-01", "--format", "json").Json().GetProperty("sessions")[0];
        Assert.Equal(("metrics-json", "metrics", 0.875), (json.GetProperty("format").GetString(), json.GetProperty("kind").GetString(), json.GetProperty("metrics")[0].GetProperty("value").GetDouble()));
        Assert.Contains("90.0 % line coverage", Run("record", "2.json", "--at", "2026-01-02").Output, StringComparison.Ordinal);
        Assert.Equal([0.875, 0.9], Run("show", "--format", "json").Json().GetProperty("points").EnumerateArray().Select(point => point.GetProperty("value").GetDouble()));
    }

    [Fact]
    public void A_bad_entry_is_told_with_its_place_and_nothing_is_stored()
    {
        WriteBenchmarks("\"twelve\"");
        var result = Run("record", "data.js");
        Assert.Equal((2, "data.js(9): error COVH1001: expected a finite number, found 'twelve'\n"), (result.Code, result.Error));
        Assert.Empty(Store.ListRuns(RunQuery.All, default));
    }

    [Theory]
    [InlineData("--commit", "abc")]
    [InlineData("--at", "2026-01-01")]
    [InlineData("--run-key", "k")]
    [InlineData("--session", "s")]
    public void What_is_said_of_one_run_has_no_place_with_many(string option, string value)
    {
        WriteBenchmarks();
        var result = Run("record", "data.js", option, value);
        Assert.Equal(2, result.Code);
        Assert.Contains(option + " is for reports of one run", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_nothing_in_it_is_wrong_usage()
    {
        Folder.Write("empty/readme.txt", "hello");
        var result = Run("record", "empty");
        Assert.Equal(2, result.Code);
        Assert.Contains("'empty' holds neither a report nor a history", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_lines_cannot_be_exported()
    {
        Run("record", ReportGenerator);
        var result = Run("report", "--type", "lcov");
        Assert.Equal(3, result.Code);
        Assert.Contains("holds no lines", result.Error, StringComparison.Ordinal);
    }

    private void WriteBenchmarks(string second = "11.25") => Folder.Write("data.js", $$"""
        window.BENCHMARK_DATA = {
          "lastUpdate": 1784541058596,
          "repoUrl": "https://github.com/example/shop",
          "entries": {
            "Benchmark": [
              {"commit":{"id":"a1","message":"First"},"date":1784541041058,"tool":"benchmarkdotnet","benches":[{"name":"N.T.M(a: 1)","value":12.5,"unit":"ns"}]},

              {"commit":{"id":"b2","message":"Second"},"date":1784541051058,"tool":"benchmarkdotnet","benches":[
                {"name":"N.T.M(a: 1)","value":{{second}},"unit":"ns"}]}
            ]
          }
        }
        """);
}
