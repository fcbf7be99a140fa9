using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class JacocoReaderTests
{
    [Fact]
    public void Lines_ran_when_an_instruction_did_and_branches_are_counted()
    {
        var file = Reports.Read(Report("""<package name="shop/app"><sourcefile name="A.java"><line nr="3" mi="1" ci="4" mb="1" cb="3"/><line nr="4" mi="2" ci="0" mb="0" cb="0"/></sourcefile></package>""")).Only();
        Assert.Equal("3:1(3/4) 4:0", file.Text());
        Assert.Equal("Shop shop/app/A.java", $"{file.Module} {file.Path}");
    }

    [Fact]
    public void Methods_have_so_many_lines_from_their_first_on()
    {
        var file = Reports.Read(Report("""
            <package name="shop"><class name="shop/A" sourcefilename="A.java">
            <method name="add" desc="(I)V" line="3"><counter type="LINE" missed="1" covered="1"/><counter type="COMPLEXITY" missed="1" covered="2"/></method>
            <method name="size" desc="()I" line="9"><counter type="LINE" missed="1" covered="0"/></method>
            <method name="bridge" desc="()V"><counter type="LINE" missed="1" covered="0"/></method></class>
            <class name="shop/B"/><sourcefile name="A.java">
            <line nr="3" mi="0" ci="1" mb="0" cb="0"/><line nr="5" mi="1" ci="0" mb="0" cb="0"/><line nr="9" mi="1" ci="0" mb="0" cb="0"/></sourcefile></package>
            """)).Only();
        Assert.Equal(["shop/A|add|(I)V|3: 3 5", "shop/A|size|()I|: 9"], file.Methods());
    }

    [Fact]
    public void Groups_are_modules()
    {
        var files = Reports.Read(Report("""
            <group name="one"><package name="p"><sourcefile name="A.java"><line nr="1" mi="0" ci="1" mb="0" cb="0"/></sourcefile></package></group>
            <group name="two"><group name="inner"><package name="p"><sourcefile name="A.java"><line nr="2" mi="0" ci="1" mb="0" cb="0"/></sourcefile></package></group></group>
            <package name=""><sourcefile name="B.java"><line nr="2" mi="0" ci="1" mb="0" cb="0"/></sourcefile></package>
            """)).Files;
        Assert.Equal(["Shop B.java", "inner p/A.java", "one p/A.java"], files.Select(file => $"{file.Module} {file.Path}"));
    }

    [Fact]
    public void The_report_s_own_counters_and_the_last_dump_are_read()
    {
        var report = Reports.Read(Report("""
            <sessioninfo id="a" start="1538234462781" dump="1538234463280"/><sessioninfo id="b" start="1" dump="1538234463281"/><sessioninfo id="c" start="1" dump="5"/>
            <package name="p"><counter type="LINE" missed="9" covered="9"/></package>
            <counter type="LINE" missed="2" covered="3"/><counter type="BRANCH" missed="0" covered="4"/><counter type="METHOD" missed="7" covered="7"/>
            """));
        Assert.Equal((new CoveredCount(3, 5), new CoveredCount(4, 4)), (report.Stated!.Lines!.Value, report.Stated.Branches!.Value));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1538234463281), report.GeneratedAt);
    }

    [Theory]
    [InlineData("""<line mi="0" ci="1" mb="0" cb="0"/>""", "attribute nr")]
    [InlineData("""<line nr="1" mi="0" mb="0" cb="0"/>""", "attribute ci")]
    [InlineData("""<line nr="1" mi="0" ci="-1" mb="0" cb="0"/>""", "a number of at least 0")]
    [InlineData("""<line nr="x" mi="0" ci="1" mb="0" cb="0"/>""", "a number of at least 0")]
    public void What_cannot_be_is_refused(string line, string expected) =>
        Assert.Equal(expected, Reports.Refused(Report($"""<package name="p"><sourcefile name="A.java">{line}</sourcefile></package>""")).Expected);

    [Fact]
    public void A_report_without_lines_is_sound() => Assert.Empty(Reports.Read(Report("""<package name="p"><sourcefile name="Info.java"/></package>""")).Files);

    private static string Report(string content) => $"""
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="Shop">{content}</report>
        """;
}
