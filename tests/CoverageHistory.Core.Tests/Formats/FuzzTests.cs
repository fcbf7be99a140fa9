using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using CoverageHistory.Formats;
using CoverageHistory.Formats.Foreign;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class FuzzTests
{
    /// <summary>The share that must be refused at least, and at most: neither all nor none.</summary>
    [Theory]
    [InlineData("cobertura", 0.4, 0.95, "coverlet/coverage.cobertura.xml", "microsoft/coverage.cobertura.xml", "gcovr/coverage.xml", "coverage.py/coverage.xml", "istanbul/cobertura.xml", "phpunit/cobertura.xml")]
    [InlineData("opencover", 0.1, 0.975, "coverlet/coverage.opencover.xml")]
    [InlineData("lcov", 0.1, 0.975, "coverlet/coverage.info", "lcov/coverage.info", "coverage.py/coverage.info", "istanbul/coverage.info")]
    [InlineData("clover", 0.1, 0.975, "istanbul/clover.xml", "phpunit/clover.xml")]
    [InlineData("jacoco", 0.1, 0.975, "jacoco/coverage.xml")]
    [InlineData("microsoft-xml", 0.1, 0.975, "microsoft/coverage.xml")]
    [InlineData("coverlet-json", 0.1, 0.975, "coverlet/coverage.json")]
    [InlineData("gcov", 0.1, 0.975, "gcov/main.c.gcov", "gcov/shapes.c.gcov", "gcov/shapes.h.gcov")]
    public void Damaged_reports_of_a_format(string format, double least, double most, params string[] fixtures)
    {
        var originals = fixtures.Select(Fixtures.Bytes).Select(original => original.Length > 10_000 && format != "coverlet-json" ? FuzzEffort.Thin(original) : original).ToList();
        Assert.All(originals, original => Assert.Equal(format, Reports.Read(original).Format));
        Assert.InRange(Refused(originals, FuzzEffort.Mutants), least, most);
    }

    /// <summary>No tool at hand writes these, so they are written down here in the shape of real ones.</summary>
    [Fact]
    public void Damaged_reports_of_dotCover_and_Visual_Studio() =>
        Assert.InRange(Refused(
        [
            """
            <?xml version="1.0" encoding="utf-8"?>
            <Root CoveredStatements="2" TotalStatements="3" CoveragePercent="67" ReportType="DetailedXml" DotCoverVersion="2023.3">
              <FileIndices>
                <File Index="1" Name="/src/A.cs" ChecksumAlgorithm="SHA256" Checksum="AD48" />
              </FileIndices>
              <Assembly Name="Shop" CoveredStatements="2" TotalStatements="3" CoveragePercent="67">
                <Namespace Name="Shop" CoveredStatements="2" TotalStatements="3" CoveragePercent="67">
                  <Type Name="Order" CoveredStatements="2" TotalStatements="3" CoveragePercent="67">
                    <Method Name="Add(System.Int32):System.Void" CoveredStatements="2" TotalStatements="3" CoveragePercent="67">
                      <Statement FileIndex="1" Line="19" Column="9" EndLine="19" EndColumn="10" Covered="True" />
                      <Statement FileIndex="1" Line="20" Column="13" EndLine="22" EndColumn="33" Covered="False" />
                    </Method>
                  </Type>
                </Namespace>
              </Assembly>
            </Root>
            """u8.ToArray(),
            """
            <CoverageDSPriv>
              <Module>
                <ModuleName>shop.exe</ModuleName>
                <LinesCovered>2</LinesCovered>
                <NamespaceTable>
                  <NamespaceName>Shop</NamespaceName>
                  <Class>
                    <ClassName>Order</ClassName>
                    <Method>
                      <MethodName>Add(int)</MethodName>
                      <Lines>
                        <LnStart>9</LnStart>
                        <LnEnd>11</LnEnd>
                        <Coverage>1</Coverage>
                        <SourceFileID>1</SourceFileID>
                      </Lines>
                    </Method>
                  </Class>
                </NamespaceTable>
              </Module>
              <SourceFileNames>
                <SourceFileID>1</SourceFileID>
                <SourceFileName>/src/A.cs</SourceFileName>
              </SourceFileNames>
            </CoverageDSPriv>
            """u8.ToArray(),
        ], FuzzEffort.Mutants), 0.4, 0.975);

    [Theory]
    [InlineData("scoverage", ForeignReports.Scoverage)]
    [InlineData("ncover", ForeignReports.NCover)]
    [InlineData("mprof", ForeignReports.MProf)]
    public void Damaged_reports_that_ReportGenerator_reads(string format, string report)
    {
        var original = Encoding.UTF8.GetBytes(report);
        Assert.Equal(format, Reports.Read(original).Format);
        Assert.InRange(Refused([original], FuzzEffort.FewMutants), 0.1, 0.975);
    }

    /// <summary>What the library is given is sound XML whatever the report is.</summary>
    [Theory]
    [InlineData("scoverage", ForeignReports.Scoverage)]
    [InlineData("ncover", ForeignReports.NCover)]
    [InlineData("mprof", ForeignReports.MProf)]
    public void Damaged_reports_before_ReportGenerator_reads_them(string name, string report)
    {
        var format = new[] { ForeignFormat.Scoverage, ForeignFormat.NCover, ForeignFormat.MProf }.Single(known => known.Name == name);
        Assert.InRange(
            Fuzz.Refused([Encoding.UTF8.GetBytes(report)], FuzzEffort.Mutants, mutant =>
            {
                using var copy = new MemoryStream();
                ForeignDocument.Copy(new MemoryStream(mutant), copy, format, "mutant", default);
                XElement.Load(new MemoryStream(copy.ToArray()));
            }),
            0.1, 0.975);
    }

    [Fact]
    public void A_document_that_is_one_element_without_a_place_is_no_report() =>
        Assert.Equal("'seqpnt'", Assert.Throws<ReportFormatException>(() => ForeignDocument.Copy(
            new MemoryStream("""<seqpnt visitcount="5" line="16707566" endline="16707566" document="a.cs" />"""u8.ToArray()),
            new MemoryStream(), ForeignFormat.NCover, "report", default)).Found);

    [Fact]
    public void Damaged_archives()
    {
        var original = new MemoryStream();
        using (var gzip = new GZipStream(original, CompressionLevel.Optimal))
            gzip.Write(Fixtures.Bytes("gcovr/coverage.xml"));
        Assert.InRange(Refused([original.ToArray()], FuzzEffort.Mutants), 0.75, 1);
    }

    /// <summary>Where .NET's reader finds a document sound, so does ours, and both say the same; ours may be more lenient.</summary>
    [Fact]
    public void Damaged_xml_that_passes_on_both_ways_is_the_same_report()
    {
        var mutants = new MutantReports([Fixtures.Bytes("gcovr/coverage.xml"), Fixtures.Bytes("phpunit/cobertura.xml")], seed: 2);
        var compared = 0;
        for (var i = 0; i < 3_000; i++)
        {
            var mutant = mutants.Next();
            if (ReadXml(() => XmlScanner.OpenSlow(new MemoryStream(mutant), "x", default)) is not { } slow)
                continue;
            var fast = ReadXml(() => XmlScanner.Open(new MemoryStream(mutant), "x", default));
            Assert.NotNull(fast);
            Assert.Equal(slow.Files.Select(file => $"{file.Module} {file.Path} {file.Text()}"), fast.Files.Select(file => $"{file.Module} {file.Path} {file.Text()}"));
            compared++;
        }
        Assert.InRange(compared, 300, 3_000);
    }

    private static CoverageReport? ReadXml(Func<XmlScanner> open)
    {
        try
        {
            using var scanner = open();
            return CoberturaReader.Read(scanner);
        }
        catch (ReportFormatException)
        {
            return null;
        }
    }

    private static double Refused(List<byte[]> originals, int count) => Fuzz.Refused(originals, count, mutant => Check(Reports.Read(mutant)));

    /// <summary>What the model promises of every report.</summary>
    private static void Check(CoverageReport report)
    {
        foreach (var file in report.Files)
        {
            Assert.NotEmpty(file.Lines);
            for (var i = 0; i < file.Lines.Length; i++)
            {
                var line = file.Lines[i];
                Assert.True(line.Number >= 1 && (i == 0 || line.Number > file.Lines[i - 1].Number) && line.BranchesCovered <= line.BranchesTotal);
            }
            Assert.True(file.Outcomes.AsSpan().SequenceEqual(file.Outcomes.DistinctBy(outcome => (outcome.Line, outcome.Key)).Order().ToArray()));
            foreach (var method in file.Classes.SelectMany(type => type.Methods))
            {
                Assert.True(method.Complexity is null or >= 1);
                Assert.Equal(method.Lines.Length, file.CountLines(method.Lines).Total);
            }
        }
    }
}
