using CoverageHistory.TestKit;

namespace CoverageHistory.Tool.Tests;

public sealed class ReportCommandTests : ToolFixture
{
    [Fact]
    public void One_type_goes_to_standard_output()
    {
        WriteSample(runs: 2);

        var result = Run("report", "--type", "markdown");

        Assert.Equal(0, result.Code);
        Assert.StartsWith("<!-- coverage-history:report -->\n## shop: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_types_go_to_a_folder_with_commas_or_repeated()
    {
        WriteSample(runs: 2);

        var result = Run("report", "--type", "html,svg", "--type", "badge", "json", "csv", "--output", "out");

        Assert.Equal(0, result.Code);
        Assert.Equal(
            ["coverage-badge.svg", "coverage-history.csv", "coverage-trend.svg", "coverage.html", "coverage.json"],
            Directory.EnumerateFiles(Folder["out"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Contains("html      " + Path.Combine("out", "coverage.html"), result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.html", "page.html")]
    [InlineData("new/folder/page.html", "new/folder/page.html")]
    [InlineData("new/folder/", "new/folder/coverage.html")]
    [InlineData(".", "coverage.html")]
    public void An_output_is_a_file_unless_it_is_or_ends_like_a_folder(string output, string expected)
    {
        WriteSample(runs: 1);

        Assert.Equal(0, Run("report", "--type", "html", "--output", output).Code);
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Folder[expected]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_existing_file_is_replaced_as_a_whole()
    {
        WriteSample(runs: 1);
        Folder.Write("report.json", new string('x', 1_000_000));

        Assert.Equal(0, Run("report", "--type", "json", "--output", "report.json").Code);
        Assert.StartsWith("{", File.ReadAllText(Folder["report.json"]), StringComparison.Ordinal);
        Assert.Equal(["report.json"], Directory.EnumerateFiles(Folder.Path).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void The_run_and_the_one_it_is_compared_with_can_be_chosen()
    {
        WriteSample(runs: 6);

        Run("report", "--type", "json", "--run", SampleHistory.CommitOf(4), "--base", "first", "--title", "The shop", "--output", "r.json");

        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Folder["r.json"]));
        Assert.Equal(SampleHistory.RunOf(4), json.RootElement.GetProperty("run").GetProperty("id").GetGuid());
        Assert.Equal(SampleHistory.RunOf(0), json.RootElement.GetProperty("base").GetProperty("id").GetGuid());
        Assert.Equal("The shop", json.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public void Without_a_run_there_is_nothing_to_judge_by()
    {
        var result = Run("report", "--type", "html", "--output", "page.html");

        Assert.Equal(3, result.Code);
        Assert.Equal("", result.Output);
        Assert.False(File.Exists(Folder["page.html"]));
    }

    [Theory]
    [InlineData("--type", "pdf")]
    [InlineData("--output", "x")]
    public void An_unknown_or_missing_type_is_wrong_usage(params string[] arguments)
    {
        WriteSample(runs: 1);

        Assert.Equal(2, Run(["report", .. arguments]).Code);
    }

    [Fact]
    public void Written_files_are_listed_in_json()
    {
        WriteSample(runs: 1);

        var json = Run("report", "--type", "svg,badge", "--output", "out", "--format", "json").Json();

        Assert.Equal(["svg", "badge"], json.GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("cobertura")]
    [InlineData("lcov")]
    public void An_export_is_recorded_again_as_the_same_totals(string type)
    {
        WriteSample(runs: 3);
        Assert.Equal(0, Run("report", "--type", type, "--output", "export").Code);

        var again = Run("record", "export", "--db", "again.db", "--format", "json").Json().GetProperty("totals");

        var original = Store.FindRun(SampleHistory.RunOf(2), default)!.Coverage!.Value;
        Assert.Equal(original.Files, again.GetProperty("files").GetInt32());
        Assert.Equal(original.Lines.Covered, again.GetProperty("lines").GetProperty("covered").GetInt64());
        Assert.Equal(original.Lines.Total, again.GetProperty("lines").GetProperty("coverable").GetInt64());
        Assert.Equal(original.Branches.Covered, again.GetProperty("branches").GetProperty("covered").GetInt64());
        Assert.Equal(original.Branches.Total, again.GetProperty("branches").GetProperty("total").GetInt64());
    }
}
