using System.Xml;
using System.Xml.Schema;
using CoverageHistory.Core.Tests.Formats;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CsCheck;

namespace CoverageHistory.Core.Tests.Reporting.Export;

public sealed class ExportTests
{
    private static readonly Gen<IReadOnlyList<FileCoverage>> GenFiles =
        Gen.Select(Storage.Coverage.GenFile, Gen.Int[1, 3], Gen.Int[1, 300], (file, path, most) => new FileCoverage
        {
            Module = file.Module,
            Path = new RepoPath($"src/{path}.cs"),
            Lines = [.. file.Lines.Select(line => line with { BranchesTotal = (ushort)Math.Min(line.BranchesTotal, most), BranchesCovered = (ushort)Math.Min(line.BranchesCovered, most) })],
            Outcomes = [],
            Classes = file.Classes,
        }).List[1, 6].Where(files => files.Any(file => file.Lines.Length > 0)).Select(CoverageUnion.ByModuleAndPath);

    public static TheoryData<string> EveryFixture => [.. Directory.GetFiles(Fixtures.Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Fixtures.Folder, path)).Where(path => path is not ("expected.json" or "microsoft/binary.coverage")).Order(StringComparer.Ordinal)];

    [Fact]
    public void Cobertura_reads_back_as_the_same_lines_and_branches() =>
        GenFiles.Sample(files =>
        {
            var report = Exports.Read(Exports.Write(new CoberturaRenderer(), files));
            List<FileCoverage> coverable = [.. files.Where(file => file.Lines.Length > 0)];
            var counts = CoverageCounts.Of(coverable);
            Assert.Equal(Exports.Describe(coverable), Exports.Describe(report.Files));
            Assert.Equal(new StatedTotals(counts.Lines, counts.Branches), report.Stated);
            Assert.Equal(counts.MaxComplexity is > 0 ? counts.MaxComplexity : null, CoverageCounts.Of(report.Files).MaxComplexity);
        }, iter: 300);

    [Fact]
    public void Lcov_reads_back_as_the_same_lines_and_branches_of_each_file() =>
        GenFiles.Sample(files =>
        {
            var report = Exports.Read(Exports.Write(new LcovRenderer(), files));
            var united = CoverageUnion.ByPath(files.Select(file => new FileCoverage { Module = "", Path = file.Path, Lines = file.Lines }));
            Assert.Equal(Exports.Describe(united.Where(file => file.Lines.Length > 0)), Exports.Describe(report.Files));
            Assert.Equal(CoverageCounts.Of(united).Lines, report.Stated!.Lines);
        }, iter: 300);

    [Theory]
    [MemberData(nameof(EveryFixture))]
    public void Reports_of_real_tools_survive_both_formats(string fixture)
    {
        var original = Formats.Reports.Read(Fixtures.Bytes(fixture)).Files;
        foreach (var renderer in (IReportRenderer[])[new CoberturaRenderer(), new LcovRenderer()])
        {
            var counts = CoverageCounts.Of(original);
            var again = CoverageCounts.Of(Exports.Read(Exports.Write(renderer, original)).Files);
            Assert.Equal((counts.Files, counts.Lines, counts.Branches), (again.Files, again.Lines, again.Branches));
        }
    }

    [Fact]
    public void Branches_that_lcov_told_apart_keep_their_numbers()
    {
        var original = Formats.Reports.Read(Fixtures.Bytes("lcov/coverage.info")).Files;
        Assert.NotEmpty(original.SelectMany(file => file.Outcomes));
        var again = Exports.Read(Exports.Write(new LcovRenderer(), original)).Files;
        Assert.Equal(original.Select(file => file.Outcomes), again.Select(file => file.Outcomes));
    }

    [Fact]
    public void Coverlet_s_classes_and_methods_survive_cobertura()
    {
        var original = Formats.Reports.Read(Fixtures.Bytes("coverlet/coverage.cobertura.xml")).Files;
        var again = Exports.Read(Exports.Write(new CoberturaRenderer(), original)).Files;
        Assert.Equal(original.Select(file => file.Methods()), again.Select(file => file.Methods()));
    }

    [Fact]
    public void A_line_stands_under_one_class_for_tools_that_add_classes_up()
    {
        int[] all = [1, 2, 3];
        var file = new FileCoverage
        {
            Module = "M",
            Path = new RepoPath("a.cs"),
            Lines = [new(1, 1, 0, 0), new(2, 0, 0, 0), new(3, 1, 0, 0), new(9, 0, 0, 0)],
            Classes = [new("A", [new("M", "()", 1, [2])]), new("B", [new("M", "()", 1, all), new("N", "()", 1, all)])],
        };
        var text = Exports.Write(new CoberturaRenderer(), [file]);
        var numbers = new List<string>();
        using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        while (xml.Read())
        {
            // Lines of a method stand deeper.
            if (xml is { Name: "line", Depth: 6 })
                numbers.Add(xml.GetAttribute("number")!);
        }
        Assert.Equal(["2", "9", "1", "3"], numbers);
    }

    [Fact]
    public void Cobertura_is_valid_against_its_document_type_whatever_the_data()
    {
        foreach (var payload in Payloads.All)
            Validate(new CoberturaRenderer().Render(Payloads.View(payload)));
        Validate(Exports.Write(new CoberturaRenderer(), Formats.Reports.Read(Fixtures.Bytes("coverlet/coverage.cobertura.xml")).Files));
        Validate(Exports.Write(new CoberturaRenderer(), Formats.Reports.Read(Fixtures.Bytes("gcovr/coverage.xml")).Files));
        Assert.Throws<XmlSchemaException>(() => Validate("<!DOCTYPE coverage SYSTEM 'x'><coverage/>"));
    }

    [Fact]
    public void Lcov_keeps_its_records_whatever_the_data()
    {
        foreach (var payload in Payloads.All.Where(payload => payload.Trim().Length > 0))
        {
            var text = new LcovRenderer().Render(Payloads.View(payload));
            Assert.Equal(["TN", "SF", "FN", "FNDA", "FNF", "FNH", "BRDA", "BRDA", "BRF", "BRH", "DA", "DA", "LF", "LH", "end_of_record", ""], text.Split('\n').Select(line => line.Split(':')[0]));
            Assert.Equal(new CoveredCount(1, 2), CoverageCounts.Of(Exports.Read(text).Files).Lines);
        }
    }

    private static void Validate(string text)
    {
        // What coverage-04.dtd declares, in the form of an internal subset, so that nothing is fetched.
        const string declarations = """
            <!DOCTYPE coverage [
            <!ELEMENT coverage (sources?,packages)> <!ELEMENT sources (source*)> <!ELEMENT source (#PCDATA)> <!ELEMENT packages (package*)>
            <!ELEMENT package (classes)> <!ELEMENT classes (class*)> <!ELEMENT class (methods,lines)> <!ELEMENT methods (method*)>
            <!ELEMENT method (lines)> <!ELEMENT lines (line*)> <!ELEMENT line (conditions*)> <!ELEMENT conditions (condition*)> <!ELEMENT condition EMPTY>
            <!ATTLIST coverage line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED lines-covered CDATA #REQUIRED lines-valid CDATA #REQUIRED
                branches-covered CDATA #REQUIRED branches-valid CDATA #REQUIRED complexity CDATA #REQUIRED version CDATA #REQUIRED timestamp CDATA #REQUIRED>
            <!ATTLIST package name CDATA #REQUIRED line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED complexity CDATA #REQUIRED>
            <!ATTLIST class name CDATA #REQUIRED filename CDATA #REQUIRED line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED complexity CDATA #REQUIRED>
            <!ATTLIST method name CDATA #REQUIRED signature CDATA #REQUIRED line-rate CDATA #REQUIRED branch-rate CDATA #REQUIRED complexity CDATA #REQUIRED>
            <!ATTLIST line number CDATA #REQUIRED hits CDATA #REQUIRED branch CDATA "false" condition-coverage CDATA "100%">
            <!ATTLIST condition number CDATA #REQUIRED type CDATA #REQUIRED coverage CDATA #REQUIRED>
            ]>
            """;
        var start = text.IndexOf("<!DOCTYPE", StringComparison.Ordinal);
        var end = text.IndexOf('>', start) + 1;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, ValidationType = ValidationType.DTD, XmlResolver = null };
        using var xml = XmlReader.Create(new StringReader(text[..start] + declarations + text[end..]), settings);
        while (xml.Read())
        {
        }
    }
}
