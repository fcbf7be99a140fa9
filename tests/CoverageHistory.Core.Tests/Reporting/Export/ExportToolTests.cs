using System.Text.Json;
using CoverageHistory.Core.Tests.Formats;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Reporting.Export;

/// <summary>Other people's programs read the exports as they read the originals.</summary>
public sealed class ExportToolTests
{
    [Theory]
    [InlineData("cobertura")]
    [InlineData("lcov")]
    public void ReportGenerator_counts_the_lines_that_we_count(string type)
    {
        var view = SampleView.Of(runs: 3);
        var summary = Summarize(ReportRenderers.Find(type)!.Render(view));
        var counts = view.Head.Coverage!.Value;
        Assert.Equal((counts.Lines.Covered, counts.Lines.Total), (Number(summary, "coveredlines"), Number(summary, "coverablelines")));
        Assert.Equal((counts.Branches.Covered, counts.Branches.Total), (Number(summary, "coveredbranches"), Number(summary, "totalbranches")));
    }

    [Theory]
    [InlineData("coverlet/coverage.cobertura.xml")]
    [InlineData("microsoft/coverage.cobertura.xml")]
    [InlineData("gcovr/coverage.xml")]
    [InlineData("coverage.py/coverage.xml")]
    public void ReportGenerator_finds_in_an_export_what_it_finds_in_the_original(string fixture)
    {
        var original = Summarize(File.ReadAllText(Path.Combine(Fixtures.Folder, fixture)));
        var export = Summarize(Exports.Write(new CoberturaRenderer(), Formats.Reports.Read(Fixtures.Bytes(fixture)).Files));
        foreach (var name in (string[])["assemblies", "classes", "coveredlines", "coverablelines", "coveredbranches", "totalbranches"])
            Assert.Equal((name, Number(original, name)), (name, Number(export, name)));
    }

    [ProgramFact("genhtml")]
    public void Genhtml_counts_the_lines_that_we_count()
    {
        using var folder = new TemporaryDirectory();
        var files = Formats.Reports.Read(Fixtures.Bytes("coverlet/coverage.cobertura.xml")).Files;
        foreach (var file in files)
            folder.Write(file.Path.Value, string.Concat(Enumerable.Repeat("x\n", 200)));
        folder.Write("coverage.info", Exports.Write(new LcovRenderer(), files));

        var output = ToolProcess.Run("genhtml", folder.Path, "coverage.info", "--branch-coverage", "--output-directory", "html");

        var counts = CoverageCounts.Of(files);
        Assert.Contains($"({counts.Lines.Covered} of {counts.Lines.Total} lines)", output, StringComparison.Ordinal);
        Assert.Contains($"({counts.Branches.Covered} of {counts.Branches.Total} branches)", output, StringComparison.Ordinal);
    }

    private static JsonElement Summarize(string report)
    {
        using var folder = new TemporaryDirectory();
        folder.Write("report", report);
        ToolProcess.Run("dotnet", folder.Path, ToolProcess.ReportGenerator, "-reports:report", "-targetdir:out", "-reporttypes:JsonSummary");
        using var json = JsonDocument.Parse(File.ReadAllText(folder["out/Summary.json"]));
        return json.RootElement.GetProperty("summary").Clone();
    }

    private static long Number(JsonElement summary, string name) => summary.GetProperty(name).GetInt64();
}
