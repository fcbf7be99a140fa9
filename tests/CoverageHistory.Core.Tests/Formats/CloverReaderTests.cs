using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class CloverReaderTests
{
    [Fact]
    public void Statements_and_conditions_are_lines_and_methods_are_not()
    {
        var file = Reports.Read(File("""
            <class name="Order"/>
            <line num="3" type="method" signature="add(int, int) : void" complexity="2" count="1"/>
            <line num="4" type="stmt" count="5"/>
            <line num="5" type="cond" truecount="1" falsecount="0"/>
            <line num="8" type="method" name="size" count="0"/>
            <line num="9" type="stmt" count="0"/>
            <line num="10" type="cond" truecount="2" falsecount="7"/>
            """)).Only();
        Assert.Equal("4:5 5:1(1/2) 9:0 10:7(2/2)", file.Text());
        Assert.Equal(["Order|add|(int, int)|2: 4 5", "Order|size||: 9 10"], file.Methods());
        Assert.Equal("shop /src/Order.java", $"{file.Module} {file.Path}");
    }

    /// <summary>Its true count is how many branches of the line ran, its false count how many did not (istanbul-reports 3).</summary>
    [Theory]
    [InlineData(2, 3, 1, "7:2(3/4)")]
    [InlineData(0, 0, 2, "7:0(0/2)")]
    public void Istanbul_counts_branches_where_Clover_counts_visits(int count, int whenTrue, int whenFalse, string expected) =>
        Assert.Equal(expected, Reports.Read(File($"""<line num="7" count="{count}" type="cond" truecount="{whenTrue}" falsecount="{whenFalse}"/>""")).Only().Text());

    [Fact]
    public void With_several_classes_in_a_file_nobody_knows_whose_the_lines_are() =>
        Assert.Equal("", Reports.Read(File("""<class name="A"/><class name="B"/><line num="1" type="method" name="m" count="1"/><line num="2" type="stmt" count="1"/>""")).Only().Classes[0].Name);

    [Fact]
    public void A_line_named_twice_counts_once() =>
        Assert.Equal("4:5(1/2)", Reports.Read(File("""<line num="4" type="stmt" count="5"/><line num="4" type="cond" truecount="0" falsecount="2"/>""")).Only().Text());

    [Fact]
    public void Test_code_is_left_out() =>
        Assert.Equal("a.java", Reports.Read("""
            <coverage generated="1547410716458" clover="4.3.1"><project name="p"><file name="a.java"><line num="1" type="stmt" count="1"/></file></project>
            <testproject name="t"><metrics statements="9" coveredstatements="9"/><file name="T.java"><line num="1" type="stmt" count="1"/></file></testproject></coverage>
            """).Only().Path.Value);

    [Fact]
    public void The_module_is_the_package_or_the_project()
    {
        var files = Reports.Read("""
            <coverage generated="1"><project name="p"><package name="q"><file name="A" path="a"><line num="1" type="stmt" count="1"/></file></package>
            <file name="B" path="b"><line num="1" type="stmt" count="1"/></file></project></coverage>
            """).Files;
        Assert.Equal(["p b", "q a"], files.Select(file => $"{file.Module} {file.Path}"));
    }

    [Fact]
    public void The_project_s_totals_and_the_moment_are_read()
    {
        var report = Reports.Read("""
            <coverage generated="1547410716458" clover="4.3.1"><project><metrics statements="22" coveredstatements="15" conditionals="2" coveredconditionals="1"/>
            <package name="a"><metrics statements="1" coveredstatements="0"/></package></project></coverage>
            """);
        Assert.Equal((new CoveredCount(15, 22), new CoveredCount(1, 2)), (report.Stated!.Lines!.Value, report.Stated.Branches!.Value));
        Assert.Equal(2019, report.GeneratedAt!.Value.Year);
    }

    [Theory]
    [InlineData("""<line type="stmt" count="1"/>""", "attribute num")]
    [InlineData("""<line num="1" type="stmt"/>""", "attribute count")]
    [InlineData("""<line num="1" type="stmt" count="-1"/>""", "a count")]
    [InlineData("""<line num="1" type="cond" truecount="NaN" falsecount="1"/>""", "a count")]
    [InlineData("""<line num="one" type="stmt" count="1"/>""", "a line number")]
    public void What_cannot_be_is_refused(string line, string expected) => Assert.Equal(expected, Reports.Refused(File(line)).Expected);

    private static string File(string lines) => $"""
        <coverage generated="1547410716458" clover="4.3.1"><project name="x"><package name="shop"><file name="Order.java" path="/src/Order.java">{lines}</file></package></project></coverage>
        """;
}
