namespace CoverageHistory.Core.Tests.Formats;

public sealed class DotCoverReaderTests
{
    [Fact]
    public void A_statement_covers_the_lines_it_spans()
    {
        var file = Reports.Read(Method("""
            <Statement FileIndex="1" Line="3" Column="9" EndLine="5" EndColumn="10" Covered="True"/><Statement FileIndex="1" Line="5" EndLine="5" Covered="False"/>
            <Statement FileIndex="1" Line="8" Covered="false"/>
            """)).Only();
        Assert.Equal("3:1 4:1 5:1 8:0", file.Text());
        Assert.Equal("Shop /src/A.cs", $"{file.Module} {file.Path}");
        Assert.Equal(["Shop.Order/Line|Add|(System.Int32,System.String)|: 3 4 5 8"], file.Methods());
    }

    [Fact]
    public void Accessors_of_a_property_are_methods()
    {
        var file = Reports.Read(Root("""
            <Assembly Name="Shop.dll"><Type Name="A"><Property Name="Total:System.Int32">
            <Getter Name="get"><Statement FileIndex="1" Line="3" EndLine="3" Covered="True"/></Getter><Setter Name="set"><Statement FileIndex="1" Line="4" EndLine="4" Covered="True"/></Setter>
            </Property></Type></Assembly>
            """)).Only();
        Assert.Equal(["A|get||: 3", "A|set||: 4"], file.Methods());
        Assert.Equal("Shop", file.Module);
    }

    [Fact]
    public void A_report_of_totals_only_is_refused_with_the_way_to_get_statements()
    {
        var refused = Reports.Refused("""<Root CoveredStatements="1" TotalStatements="2" ReportType="Xml" DotCoverVersion="2023.3"><Assembly Name="Shop"/></Root>""");
        Assert.Contains("--report-type=DetailedXML", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<Statement FileIndex="7" Line="3" EndLine="3" Covered="True"/>""", "the index of a file")]
    [InlineData("""<Statement FileIndex="1" EndLine="3" Covered="True"/>""", "attribute Line")]
    [InlineData("""<Statement FileIndex="1" Line="3" EndLine="3"/>""", "attribute Covered")]
    [InlineData("""<Statement FileIndex="1" Line="3" EndLine="3" Covered="1"/>""", "True or False")]
    [InlineData("""<Statement FileIndex="1" Line="-3" EndLine="3" Covered="True"/>""", "a number of at least 0")]
    [InlineData("""<Statement FileIndex="1" Line="1" EndLine="2000000000" Covered="True"/>""", "at most 20000000 lines within spans")]
    public void What_cannot_be_is_refused(string statement, string expected) => Assert.Equal(expected, Reports.Refused(Method(statement)).Expected);

    [Fact]
    public void A_report_without_statements_is_sound() => Assert.Empty(Reports.Read(Root("")).Files);

    private static string Method(string statements) => Root($"""
        <Assembly Name="Shop"><Namespace Name="Shop"><Type Name="Order"><Type Name="Line"><Method Name="Add(System.Int32,System.String):System.Void">{statements}</Method></Type></Type></Namespace></Assembly>
        """);

    private static string Root(string content) => $"""
        <Root CoveredStatements="1" TotalStatements="2" CoveragePercent="50" ReportType="DetailedXml" DotCoverVersion="2023.3">
        <FileIndices><File Index="1" Name="/src/A.cs" ChecksumAlgorithm="SHA256" Checksum="AD"/></FileIndices>{content}</Root>
        """;
}
