using CoverageHistory.Reporting;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Reporting;

/// <summary>What people read, kept as files: <c>UPDATE_SNAPSHOTS=1</c> rewrites them.</summary>
public sealed class RendererSnapshotTests
{
    [Theory]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("svg")]
    [InlineData("badge")]
    [InlineData("json")]
    [InlineData("csv")]
    public void The_report_reads_as_agreed(string type)
    {
        var renderer = ReportRenderers.Find(type)!;
        Snapshot.Match(renderer.Render(SampleView.Of(runs: 14)), renderer.FileName);
    }

    [Fact]
    public void A_failing_run_names_its_tests() =>
        Snapshot.Match(new MarkdownRenderer().Render(SampleView.Of(runs: 14, number: 11)), "failing.md");

    [Fact]
    public void A_first_run_has_nothing_to_compare_with() =>
        Snapshot.Match(new MarkdownRenderer().Render(SampleView.Of(runs: 1)), "first.md");
}
