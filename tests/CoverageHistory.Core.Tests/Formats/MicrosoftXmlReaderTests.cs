using System.Text;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class MicrosoftXmlReaderTests
{
    [Fact]
    public void A_range_covers_the_lines_it_spans_and_partly_is_covered()
    {
        var report = Reports.Read(Results("""
            <range source_id="0" covered="yes" start_line="3" end_line="4"/><range source_id="0" covered="partial" start_line="6" end_line="6"/>
            <range source_id="0" covered="no" start_line="4" end_line="7"/>
            """));
        Assert.Equal("3:1 4:1 5:0 6:1 7:0", report.Only().Text());
        Assert.Equal(@"Shop C:\src\A.cs", $"{report.Only().Module} {report.Only().Path}");
        Assert.Equal(["Shop.Order|Add<T>|(string, int)|: 3 4 5 6 7"], report.Only().Methods());
        Assert.Equal(new CoveredCount(3, 5), report.Stated!.Lines);
    }

    [Fact]
    public void Source_files_are_numbered_anew_in_each_module()
    {
        const string Module = """<module name="{0}.dll"><functions><function name="M()" type_name="T"><ranges><range source_id="0" covered="yes" start_line="1" end_line="1"/></ranges></function></functions><source_files><source_file id="0" path="{0}.cs"/></source_files></module>""";
        var files = Reports.Read($"<results><modules>{Module.Replace("{0}", "a", StringComparison.Ordinal)}{Module.Replace("{0}", "b", StringComparison.Ordinal)}</modules></results>").Files;
        Assert.Equal(["a a.cs", "b b.cs"], files.Select(file => $"{file.Module} {file.Path}"));
        Assert.Equal(["T|M|()|: 1"], files[0].Methods());
    }

    [Theory]
    [InlineData("Order", "Order(int)", ".ctor")]
    [InlineData("Order.Line&lt;T, U&gt;", "Line(T)", ".ctor")]
    [InlineData("Order", "Line()", "Line")]
    [InlineData("Order.&lt;&gt;c", "&lt;&gt;c()", "<>c")]
    [InlineData("Order", "Orders()", "Orders")]
    public void A_constructor_is_called_as_in_every_other_format(string type, string function, string name)
    {
        var report = Reports.Read($"""<results><modules><module name="M"><functions><function name="{function}" type_name="{type}"><ranges><range source_id="0" covered="yes" start_line="1" end_line="1"/></ranges></function></functions><source_files><source_file id="0" path="a.cs"/></source_files></module></modules></results>""");
        Assert.Equal(name, Assert.Single(Assert.Single(report.Only().Classes).Methods).Name);
    }

    [Theory]
    [InlineData("""<range source_id="9" covered="yes" start_line="3" end_line="4"/>""", "the number of a source file")]
    [InlineData("""<range source_id="0" covered="maybe" start_line="3" end_line="4"/>""", "yes, partial or no")]
    [InlineData("""<range source_id="0" covered="yes" end_line="4"/>""", "attribute start_line")]
    [InlineData("""<range source_id="0" covered="yes" start_line="-1" end_line="4"/>""", "a number of at least 0")]
    [InlineData("""<range source_id="0" covered="yes" start_line="1" end_line="2000000000"/>""", "at most 20000000 lines within spans")]
    public void What_cannot_be_is_refused(string range, string expected) => Assert.Equal(expected, Reports.Refused(Results(range)).Expected);

    [Fact]
    public void The_export_of_Visual_Studio_is_read_in_UTF_16_and_in_UTF_8()
    {
        const string Lines = "<Lines><LnStart>{0}</LnStart><ColStart>9</ColStart><LnEnd>{1}</LnEnd><ColEnd>35</ColEnd><Coverage>{2}</Coverage><SourceFileID>1</SourceFileID><LineID>0</LineID></Lines>";
        var text = Export(string.Concat(new[] { "3,4,0", "6,6,1", "7,7,2" }.Select(span => string.Format(null, Lines, span.Split(',')))));
        foreach (var content in new[] { Encoding.UTF8.GetBytes(text), [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)] })
        {
            var report = Reports.Read(content);
            Assert.Equal("3:1 4:1 6:1 7:0", report.Only().Text());
            Assert.Equal(@"shop C:\src\A.cs", $"{report.Only().Module} {report.Only().Path}");
            Assert.Equal(["Shop.Order|Add|(int)|: 3 4 6 7"], report.Only().Methods());
            Assert.Equal(new CoveredCount(3, 4), report.Stated!.Lines);
        }
    }

    [Theory]
    [InlineData("<Lines><LnStart>1</LnStart><LnEnd>1</LnEnd><Coverage>3</Coverage><SourceFileID>1</SourceFileID></Lines>", "a coverage of 0, 1 or 2")]
    [InlineData("<Lines><LnStart>1</LnStart><LnEnd>1</LnEnd><Coverage>0</Coverage></Lines>", "LnStart, LnEnd, Coverage and SourceFileID")]
    [InlineData("<Lines><LnStart>1</LnStart><LnEnd>1</LnEnd><Coverage>0</Coverage><SourceFileID>9</SourceFileID></Lines>", "the number of a source file")]
    [InlineData("<Lines><LnStart>x</LnStart></Lines>", "a number of at least 0")]
    public void What_an_export_cannot_be_is_refused(string lines, string expected) => Assert.Equal(expected, Reports.Refused(Export(lines)).Expected);

    [Theory]
    [InlineData("<results/>")]
    [InlineData("<results><modules/></results>")]
    [InlineData("<CoverageDSPriv/>")]
    public void A_report_without_modules_is_sound(string report) => Assert.Empty(Reports.Read(report).Files);

    private static string Results(string ranges) => $"""
        <results><modules><module name="Shop.dll" path="Shop.dll" lines_covered="2" lines_partially_covered="1" lines_not_covered="2"><functions>
        <function id="1" name="Add&lt;T&gt;(string, int)" namespace="Shop" type_name="Order"><ranges>{ranges}</ranges></function></functions>
        <source_files><source_file id="0" path="C:\src\A.cs"/></source_files></module></modules><skipped_modules/></results>
        """;

    private static string Export(string lines) => $"""
        <CoverageDSPriv><xs:schema id="CoverageDSPriv" xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Lines"/></xs:schema>
        <Module><ModuleName>shop.exe</ModuleName><LinesCovered>2</LinesCovered><LinesPartiallyCovered>1</LinesPartiallyCovered><LinesNotCovered>1</LinesNotCovered>
        <NamespaceTable><LinesCovered>2</LinesCovered><ModuleName>shop.exe</ModuleName><NamespaceName>Shop</NamespaceName><Class><ClassName>Order</ClassName>
        <Method><MethodKeyName>k</MethodKeyName><MethodName>Add(int)</MethodName><MethodFullName>Add(int)</MethodFullName>{lines}</Method></Class></NamespaceTable></Module>
        <SourceFileNames><SourceFileID>1</SourceFileID><SourceFileName>C:\src\A.cs</SourceFileName></SourceFileNames></CoverageDSPriv>
        """;
}
