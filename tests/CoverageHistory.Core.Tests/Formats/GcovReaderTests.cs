namespace CoverageHistory.Core.Tests.Formats;

public sealed class GcovReaderTests
{
    [Fact]
    public void Counts_stand_before_the_source()
    {
        var file = Reports.Read("""
                    -:    0:Source:src/a.c
                    -:    0:Graph:a.gcno
                    -:    1:#include <stdio.h>
            function main called 1 returned 100% blocks executed 83%
                    1:    2:int main(void) {
                  10*:    3:    switch (x) {
            branch  0 taken 9 (fallthrough)
            branch  1 taken 0
            branch  2 never executed
                    5:    4:    case 1:
            call    0 returned 5
                #####:    5:    f();
            call    0 never executed
                =====:    6:    throw;
            unconditional  1 taken 1
            function f called 0 returned 0% blocks executed 0%
                 1.5k:    9:    g(); }
            """).Only();
        Assert.Equal("2:1 3:10(1/3) 4:5 5:0 6:0 9:1500", file.Text());
        Assert.Equal(["|main||: 2 3 4 5 6", "|f||: 9"], file.Methods());
        Assert.Equal("src/a.c", file.Path.Value);
    }

    [Fact]
    public void Instances_of_a_template_are_united()
    {
        var file = Reports.Read("""
                    -:    0:Source:a.h
                    3:    2:template <class T> void f() {
                    2:    3:    if (x)
            ------------------
            void f<int>():
                    1:    2:template <class T> void f() {
                    1:    3:    if (x)
            branch  0 taken 100%
            branch  1 taken 0%
            ------------------
            void A::f<char>():
                    2:    2:template <class T> void f() {
                #####:    3:    if (x)
            branch  0 taken 50% (fallthrough)
            branch  1 taken 50%
            ------------------
            """).Only();
        Assert.Equal("2:3 3:2(2/2)", file.Text());
    }

    [Fact]
    public void Blocks_and_the_working_directory_are_understood()
    {
        var report = Reports.Read("        -:    0:Source:a.c\n        -:    0:Working directory:/src/x\n        1:    2:f();\n        1:    2-block  0\n    %%%%%:    2-block  1\n");
        Assert.Equal("2:1", report.Only().Text());
        Assert.Equal(["/src/x"], report.SourceRoots);
    }

    [Fact]
    public void Several_files_may_follow_one_another() =>
        Assert.Equal(["a.c 1:1", "b.c 1:0"], Reports.Read("        -:    0:Source:a.c\n        1:    1:x\n        -:    0:Source:b.c\n    #####:    1:y\n").Files.Select(file => $"{file.Path} {file.Text()}"));

    [Theory]
    [InlineData("        x:    1:f();", "a count")]
    [InlineData("       -1:    1:f();", "a count")]
    [InlineData("         :    1:f();", "a count")]
    [InlineData("        *:    1:f();", "a count")]
    [InlineData("        k:    1:f();", "a count")]
    [InlineData("        1:   -1:f();", "count:line:source")]
    [InlineData("hello", "count:line:source")]
    [InlineData("        1:    1:f();\nbranch  0 whatever", "branch N taken N")]
    [InlineData("        1:    1:f();\nbranch  0 taken x", "branch N taken N")]
    public void What_cannot_be_is_refused_with_its_line(string text, string expected)
    {
        var refused = Reports.Refused("        -:    0:Source:a.c\n" + text);
        Assert.Equal(expected, refused.Expected);
        Assert.InRange(refused.Line!.Value, 2, 3);
    }
}
