using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class OpenCoverReaderTests
{
    [Fact]
    public void A_sequence_point_covers_the_lines_it_spans()
    {
        var file = Reports.Read(Session("""
            <SequencePoint vc="2" sl="3" el="5" fileid="1"/><SequencePoint vc="0" sl="5" el="5" fileid="1"/><SequencePoint vc="0" sl="9" el="0" fileid="1"/>
            """)).Only();
        Assert.Equal("3:2 4:2 5:2 9:0", file.Text());
        Assert.Equal("Shop src/A.cs", $"{file.Module} {file.Path}");
        Assert.Equal(["Shop.Order|Find|(System.String)|4: 3 4 5 9"], file.Methods());
    }

    [Fact]
    public void A_point_without_a_file_is_in_the_method_s_file() =>
        Assert.Equal("3:1", Reports.Read(Session("""<SequencePoint vc="1" sl="3" el="3"/>""")).Only().Text());

    [Theory]
    [InlineData("""<SequencePoint vc="1" sl="16707566" el="16707566" fileid="1"/>""")]
    [InlineData("""<SequencePoint vc="1" sl="15732480" el="15732480" fileid="1"/>""")]
    [InlineData("""<SequencePoint vc="1" sl="0" el="0" fileid="1"/>""")]
    [InlineData("""<SequencePoint vc="1" sl="3" el="3" fileid="7"/>""")]
    [InlineData("""<SequencePoint vc="1" sl="" el="" fileid="1"/>""")]
    [InlineData("""<SequencePoint vc="1" fileid="1"/>""")]
    public void Code_without_a_place_in_the_source_is_not_counted(string point) => Assert.Empty(Reports.Read(Session(point)).Files);

    [Fact]
    public void A_method_in_two_files_is_part_of_both()
    {
        var files = Reports.Read(Session("""
            <SequencePoint vc="1" sl="3" el="3" fileid="1"/><SequencePoint vc="1" sl="4" el="4" fileid="2"/><SequencePoint vc="1" sl="5" el="5" fileid="1"/>
            """)).Files;
        Assert.Equal(["Shop.Order|Find|(System.String)|4: 3 5", "Shop.Order|Find|(System.String)|4: 4"], files.SelectMany(file => file.Methods()));
    }

    [Fact]
    public void Branches_are_outcomes_known_by_offset_and_path()
    {
        var file = Reports.Read(Session("""
            <SequencePoint vc="1" sl="3" el="3" fileid="1"/>
            """, """
            <BranchPoint vc="1" sl="3" offset="9" offsetend="11" path="0" ordinal="0" fileid="1"/>
            <BranchPoint vc="0" sl="3" offset="9" offsetend="20" path="1" ordinal="1" fileid="1"/>
            <BranchPoint vc="4" sl="3" offset="30" offsetend="33" path="0" ordinal="2" fileid="1"/>
            <BranchPoint vc="0" sl="3" offset="9" offsetend="11" path="0" ordinal="0" fileid="1"/>
            <BranchPoint vc="1" sl="8" offset="40" path="0" fileid="1"/>
            """)).Only();
        Assert.Equal("3:1(2/3)", file.Text());
        Assert.Equal([1u, 0u, 4u], file.Outcomes.Where(outcome => outcome.Line == 3).Select(outcome => outcome.Hits));
    }

    [Fact]
    public void Builds_whose_offsets_differ_have_the_same_outcomes()
    {
        static string Build(int shift, int taken) => Session("""<SequencePoint vc="1" sl="3" el="3" fileid="1"/>""", $"""
            <BranchPoint vc="{taken}" sl="3" offset="{9 + shift}" path="0" fileid="1"/><BranchPoint vc="{1 - taken}" sl="3" offset="{9 + shift}" path="1" fileid="1"/>
            <BranchPoint vc="1" sl="3" offset="{30 + shift}" path="0" fileid="1"/><BranchPoint vc="0" sl="3" offset="{30 + shift}" path="1" fileid="1"/>
            """);
        var united = CoverageUnion.Of(Reports.Read(Build(0, 1)).Only(), Reports.Read(Build(5, 0)).Only());
        Assert.Equal("3:2(3/4)", united.Text());
    }

    [Fact]
    public void Decisions_of_two_methods_on_a_line_are_two()
    {
        var method = Method("Shop.Order::{0}()", """<SequencePoint vc="1" sl="3" el="3" fileid="1"/>""",
            """<BranchPoint vc="1" sl="3" offset="9" path="0" fileid="1"/><BranchPoint vc="0" sl="3" offset="9" path="1" fileid="1"/>""");
        Assert.Equal("3:1(2/4)", Reports.Read(Session([method.Replace("{0}", "A", StringComparison.Ordinal), method.Replace("{0}", "B", StringComparison.Ordinal)])).Only().Text());
    }

    [Fact]
    public void A_branch_without_a_line_is_on_that_of_its_sequence_point() =>
        Assert.Equal("3:1(1/2) 7:1(0/1)", Reports.Read(Session("""
            <SequencePoint vc="1" offset="0" sl="3" el="3" fileid="1"/><SequencePoint vc="1" offset="10" sl="7" el="7" fileid="1"/>
            """, """
            <BranchPoint vc="1" offset="5" path="0"/><BranchPoint vc="0" offset="5" path="1"/><BranchPoint vc="0" offset="12" path="0"/>
            """)).Only().Text());

    [Theory]
    [InlineData("""<SequencePoint sl="3" el="3" fileid="1"/>""", "attribute vc")]
    [InlineData("""<SequencePoint vc="-1" sl="3" el="3" fileid="1"/>""", "a visit count")]
    [InlineData("""<SequencePoint vc="1" sl="three" el="3" fileid="1"/>""", "a number of at least 0")]
    [InlineData("""<SequencePoint vc="1" sl="1" el="2000000000" fileid="1"/>""", "at most 20000000 lines within spans")]
    public void What_cannot_be_is_refused(string point, string expected) =>
        Assert.Equal(expected, Reports.Refused(Session(point)).Expected);

    [Fact]
    public void Skipped_modules_and_methods_without_code_say_nothing() =>
        Assert.Empty(Reports.Read("""
            <CoverageSession Version="4.7"><Modules><Module skippedDueTo="Filter" hash="1"><ModuleName>mscorlib</ModuleName><Classes/></Module>
            <Module hash="2"><ModuleName>Shop</ModuleName><Files><File uid="1" fullPath="a.cs"/></Files><Classes><Class><FullName>A</FullName><Methods>
            <Method cyclomaticComplexity="1"><Name>System.Void A::M()</Name><SequencePoints/><BranchPoints/><MethodPoint vc="0" sl="4" fileid="1"/></Method>
            </Methods></Class></Classes></Module></Modules></CoverageSession>
            """).Files);

    private static string Session(string points, string branches = "") =>
        Session([Method("Shop.Order::Find(System.String)", points, branches)]);

    private static string Session(string[] methods) => $"""
        <CoverageSession><Modules><Module><ModulePath>Shop.dll</ModulePath><ModuleName>Shop</ModuleName>
        <Files><File uid="1" fullPath="src/A.cs"/><File uid="2" fullPath="src/B.cs"/></Files>
        <Classes><Class><FullName>Shop.Order</FullName><Methods>{string.Concat(methods)}</Methods></Class></Classes></Module></Modules></CoverageSession>
        """;

    private static string Method(string name, string points, string branches) => $"""
        <Method cyclomaticComplexity="4"><MetadataToken/><Name>System.Int32 {name}</Name><FileRef uid="1"/>
        <SequencePoints>{points}</SequencePoints><BranchPoints>{branches}</BranchPoints></Method>
        """;
}
