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
    public void Formats_of_coverlet_with_modules_tell_the_same_methods()
    {
        var texts = Coverlet.Where(name => name != "coverage.info").Select(name => Methods(Reports.Read(Fixtures.Bytes($"coverlet/{name}")))).ToList();
        Assert.All(texts, text => Assert.Equal(texts[0], text));
        Assert.Equal(19, texts[0].Length);
    }

    [Fact]
    public void Recording_all_formats_of_one_run_changes_nothing()
    {
        var reports = Coverlet.Select(name => Mapped(Reports.Read(Fixtures.Bytes($"coverlet/{name}")))).ToList();
        var expected = CoverageCounts.Of(reports[0].Files);
        var united = CoverageCounts.Of(reports.SelectMany(report => report.Files));
        Assert.Equal((expected.Lines, expected.Branches, expected.Files), (united.Lines, united.Branches, united.Files));
    }

    [Fact]
    public void Microsoft_s_cobertura_and_xml_tell_the_same_lines_and_methods()
    {
        var cobertura = Reports.Read(Fixtures.Bytes("microsoft/coverage.cobertura.xml"));
        var xml = Reports.Read(Fixtures.Bytes("microsoft/coverage.xml"));
        static string[] Covered(CoverageReport report) =>
            [.. report.Files.Select(file => $"{file.Module} {file.Path}: {string.Join(' ', file.Lines.Select(line => line.IsCovered ? $"{line.Number}+" : $"{line.Number}-"))}")];
        Assert.Equal(Covered(cobertura), Covered(xml));
        Assert.Equal(Methods(cobertura), Methods(xml));
    }

    /// <summary>Microsoft's collector leaves properties without a body out, which coverlet counts, and counts the test project; no reader can undo it.</summary>
    [Fact]
    public void Coverlet_and_Microsoft_differ_in_automatic_properties_and_the_test_project_only()
    {
        var coverlet = ByPath(Reports.Read(Fixtures.Bytes("coverlet/coverage.cobertura.xml")));
        var microsoft = ByPath(Reports.Read(Fixtures.Bytes("microsoft/coverage.xml")));
        var missing = new List<string>();
        foreach (var (path, lines) in coverlet)
        {
            missing.AddRange(lines.Keys.Except(microsoft[path].Keys).Select(line => $"{path}:{line}"));
            Assert.Empty(microsoft[path].Keys.Except(lines.Keys));
            Assert.All(microsoft[path], line => Assert.Equal(lines[line.Key], line.Value));
        }
        Assert.Equal(["tests/Shop.Tests/OrderTests.cs"], microsoft.Keys.Except(coverlet.Keys));
        Assert.Equal(["src/Shop/Order.Names.cs:19", "src/Shop/Order.cs:9"], missing.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, Dictionary<int, bool>> ByPath(CoverageReport report) =>
        CoverageUnion.ByPath(Mapped(report).Files).ToDictionary(file => file.Path.Value, file => file.Lines.ToDictionary(line => line.Number, line => line.IsCovered));

    private static CoverageReport Mapped(CoverageReport report) => new CoverageHistory.Formats.SourcePathMapper("/tmp/shop/dotnet", null).Map(report);

    private static string[] Lines(CoverageReport report) =>
        [.. CoverageUnion.ByPath(Mapped(report).Files).Select(file => $"{file.Path}: {string.Join(' ', file.Lines.Select(line => $"{line.Number}{(line.IsCovered ? '+' : '-')}({line.BranchesCovered}/{line.BranchesTotal})"))}")];

    /// <summary>Without complexity, which not every format has.</summary>
    private static string[] Methods(CoverageReport report) =>
    [
        .. Mapped(report).Files
            .SelectMany(file => file.Classes.SelectMany(type => type.Methods.Select(method =>
                $"{file.Module} {type.Name} {method.Name}{method.Signature}: {string.Join(' ', method.Lines)}")))
            .Order(StringComparer.Ordinal),
    ];
}
