namespace CoverageHistory.Core.Tests.Formats;

public sealed class LcovReaderTests
{
    [Fact]
    public void Lines_and_branches_are_read()
    {
        var file = Reports.Read("""
            TN:tests
            SF:src/a.c
            DA:3,2
            DA:4,0,xVc3checksum
            DA:9,1
            BRDA:3,0,0,2
            BRDA:3,0,1,-
            BRDA:3,1,0,0
            LF:3
            LH:2
            BRF:3
            BRH:1
            end_of_record
            """).Only();
        Assert.Equal("3:2(1/3) 4:0 9:1", file.Text());
        Assert.Equal(" src/a.c", $"{file.Module} {file.Path}");
    }

    [Fact]
    public void A_line_named_twice_counts_once_with_the_higher_hits() =>
        Assert.Equal("3:2(1/2) 5:0", Reports.Read("SF:a\nDA:5,0\nDA:3,1\nBRDA:3,0,0,1\nBRDA:3,0,1,0\nend_of_record\nSF:a\nDA:3,2\nBRDA:3,0,0,0\nend_of_record\n").Only().Text());

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Line_breaks_may_be_of_any_kind_and_the_last_may_be_missing(string lineBreak) =>
        Assert.Equal("1:1", Reports.Read(string.Join(lineBreak, "# made by hand", "", "TN:", "SF:a b.c", "DA:1,1", "end_of_record")).Only().Text());

    [Theory]
    [InlineData("MCDC:1,2,t,0,1,a", "MCF:1")]
    [InlineData("VER:1a2b", "FNF:0")]
    public void Records_that_say_nothing_of_lines_are_passed_over(string first, string second) =>
        Assert.Equal("1:1", Reports.Read($"SF:a\n{first}\n{second}\nDA:1,1\nend_of_record\n").Only().Text());

    [Theory]
    [InlineData("SF:a\nDA:1,1\n", "end_of_record", 2)]
    [InlineData("SF:a\nSF:b\nend_of_record\n", "end_of_record", 2)]
    [InlineData("TN:\nDA:1,1\n", "SF", 2)]
    [InlineData("TN:\nend_of_record\n", "SF", 2)]
    [InlineData("SF:a\nDA:1,-1\nend_of_record\n", "a hit count", 2)]
    [InlineData("SF:a\nDA:1\nend_of_record\n", "a hit count", 2)]
    [InlineData("SF:a\nDA:-1,1\nend_of_record\n", "a line number", 2)]
    [InlineData("SF:a\nDA:x,1\nend_of_record\n", "a line number", 2)]
    [InlineData("SF:a\nBRDA:1,0,0\nend_of_record\n", "line,block,branch,taken", 2)]
    [InlineData("SF:a\nBRDA:1\nend_of_record\n", "line,block,branch,taken", 2)]
    [InlineData("SF:a\nFN:x,f\nend_of_record\n", "a line number", 2)]
    [InlineData("SF:a\nFNDA:f\nend_of_record\n", "hits,name", 2)]
    [InlineData("SF:\nend_of_record\n", "a path", 1)]
    [InlineData("SF:a\nwhatever\nend_of_record\n", "an lcov record", 2)]
    [InlineData("SF:a\n<html>\n", "an lcov record", 2)]
    public void What_is_no_tracefile_is_refused_with_its_line(string text, string expected, int line)
    {
        var refused = Reports.Refused(text);
        Assert.Equal((expected, line), (refused.Expected, refused.Line));
    }

    [Fact]
    public void Functions_go_to_the_next_one()
    {
        var file = Reports.Read("SF:a\nFN:2,f\nFN:6,g,h\nFNDA:3,f\nFNDA:1,g,h\nDA:1,1\nDA:2,3\nDA:4,3\nDA:6,1\nDA:7,0\nend_of_record\n").Only();
        Assert.Equal(["|f||: 2 4", "|g,h||: 6 7"], file.Methods());
    }

    [Fact]
    public void A_function_that_never_ran_ends_where_something_ran()
    {
        var file = Reports.Read("SF:a\nFN:2,f\nFNDA:0,f\nDA:2,0\nDA:3,0\nDA:5,1\nDA:6,0\nend_of_record\n").Only();
        Assert.Equal(["|f||: 2 3"], file.Methods());
    }

    [Fact]
    public void Functions_of_lcov_2_have_ends_and_indices()
    {
        var file = Reports.Read("SF:a\nFN:2,4,f\nFNL:0,6,7\nFNA:0,1,g\nFNA:0,0,alias\nDA:2,1\nDA:4,1\nDA:5,1\nDA:6,0\nDA:7,0\nDA:8,1\nend_of_record\n").Only();
        Assert.Equal(["|f||: 2 4", "|g||: 6 7", "|alias||: 6 7"], file.Methods());
    }

    [Fact]
    public void Dotnet_functions_have_their_class_and_signature()
    {
        var file = Reports.Read("SF:a\nFN:2,System.Int32 Shop.Order/<M>d__1::Find(System.String,System.Int32)\nDA:2,1\nend_of_record\n").Only();
        Assert.Equal(["Shop.Order/<M>d__1|Find|(System.String,System.Int32)|: 2"], file.Methods());
    }

    [Fact]
    public void Branches_of_lcov_2_may_be_named_by_their_expression() =>
        Assert.Equal("2:1(1/2)", Reports.Read("SF:a\nDA:2,1\nBRDA:2,e0,f(a, b) > 1,1\nBRDA:2,e0,!(f(a, b) > 1),0\nend_of_record\n").Only().Text());

    [Fact]
    public void Totals_are_summed_over_the_files()
    {
        var stated = Reports.Read("SF:a\nLF:3\nLH:2\nend_of_record\nSF:b\nLF:5\nLH:1\nBRF:4\nBRH:3\nend_of_record\n").Stated!;
        Assert.Equal((new(3, 8), new(3, 4)), (stated.Lines!.Value, stated.Branches!.Value));
        Assert.Null(Reports.Read("SF:a\nDA:1,1\nend_of_record\n").Stated);
    }

    [Fact]
    public void A_tracefile_without_files_is_sound() => Assert.Empty(Reports.Read("TN:\n").Files);
}
