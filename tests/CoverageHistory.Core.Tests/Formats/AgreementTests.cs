using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>One run of the same tests is the same coverage, whichever format tells of it.</summary>
public sealed class AgreementTests
{
    private static readonly string[] Coverlet = ["coverage.cobertura.xml", "coverage.opencover.xml", "coverage.info", "coverage.json"];

    [Fact]
    public void All_formats_of_coverlet_tell_the_same_lines_and_branches()
    {
        var texts = Coverlet.Select(name => Lines(Reports.Read(Fixtures.Bytes($"coverlet/{name}")))).ToList();
        Assert.All(texts, text => Assert.Equal(texts[0], text));
        Assert.Equal(5, texts[0].Length);
    }

    [Fact]
    public void Recording_all_formats_of_one_run_changes_nothing()
    {
        var reports = Coverlet.Select(name => Mapped(Reports.Read(Fixtures.Bytes($"coverlet/{name}")))).ToList();
        var expected = CoverageCounts.Of(reports[0].Files);
        var united = CoverageCounts.Of(reports.SelectMany(report => report.Files));
        Assert.Equal((expected.Lines, expected.Branches, expected.Files), (united.Lines, united.Branches, united.Files));
    }

    private static CoverageReport Mapped(CoverageReport report) => new CoverageHistory.Formats.SourcePathMapper("/tmp/shop/dotnet", null).Map(report);

    private static string[] Lines(CoverageReport report) =>
        [.. CoverageUnion.ByPath(Mapped(report).Files).Select(file => $"{file.Path}: {string.Join(' ', file.Lines.Select(line => $"{line.Number}{(line.IsCovered ? '+' : '-')}({line.BranchesCovered}/{line.BranchesTotal})"))}")];
}
