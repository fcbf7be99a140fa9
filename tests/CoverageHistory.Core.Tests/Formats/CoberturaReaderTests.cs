using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class CoberturaReaderTests
{
    [Fact]
    public void A_line_under_method_and_class_counts_once_with_the_higher_hits()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><methods><method name="M" signature="()"><lines>
              <line number="3" hits="2"/><line number="4" hits="0"/></lines></method></methods>
              <lines><line number="3" hits="1"/><line number="4" hits="5"/><line number="9" hits="0"/></lines></class>
            """)).Only();
        Assert.Equal("3:2 4:5 9:0", file.Text());
        Assert.Equal([3, 4], Assert.Single(Assert.Single(file.Classes).Methods).Lines);
    }

    [Fact]
    public void A_line_only_in_a_method_counts()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><methods><method name="M"><lines><line number="3" hits="1"/></lines></method></methods></class>
            """)).Only();
        Assert.Equal("3:1", file.Text());
    }

    [Fact]
    public void Lines_shared_by_two_classes_count_once()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><lines><line number="3" hits="0"/><line number="8" hits="1"/></lines></class>
            <class name="B" filename="b.cs"><lines><line number="1" hits="1"/></lines></class>
            <class name="A/&lt;M&gt;d__0" filename="a.cs"><lines><line number="2" hits="1"/><line number="3" hits="7"/></lines></class>
            """)).Files[0];
        Assert.Equal("2:1 3:7 8:1", file.Text());
        Assert.Equal(["A", "A/<M>d__0"], file.Classes.Select(type => type.Name));
    }

    [Fact]
    public void A_class_over_several_files_is_part_of_each()
    {
        var files = Reports.Read(Classes("""
            <class name="A" filename="a1.cs"><methods><method name="M" signature="()"><lines><line number="1" hits="1"/></lines></method></methods></class>
            <class name="A" filename="a2.cs"><methods><method name="N" signature="()"><lines><line number="1" hits="1"/></lines></method></methods></class>
            """)).Files;
        Assert.Equal(["a1.cs A.M", "a2.cs A.N"], files.Select(file => $"{file.Path} {file.Classes[0].Name}.{file.Classes[0].Methods[0].Name}"));
    }

    [Fact]
    public void A_file_in_two_packages_is_one_entry_in_each_module()
    {
        var report = Reports.Read("""
            <coverage line-rate="1"><packages>
            <package name="Z"><classes><class name="A" filename="a.cs"><lines><line number="1" hits="1"/></lines></class></classes></package>
            <package name="B"><classes><class name="A" filename="a.cs"><lines><line number="1" hits="0"/></lines></class></classes></package>
            </packages></coverage>
            """);
        Assert.Equal(["B", "Z"], report.Files.Select(file => file.Module));
        Assert.Equal(1, CoverageCounts.Of(report.Files).Lines.Total);
    }

    [Fact]
    public void A_class_that_comes_again_goes_on()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><methods><method name="M" signature="()" complexity="1"><lines><line number="5" hits="1"/></lines></method></methods></class>
            <class name="A" filename="a.cs"><methods><method name="M" signature="()" complexity="4"><lines><line number="2" hits="0"/></lines></method></methods></class>
            """)).Only();
        var method = Assert.Single(Assert.Single(file.Classes).Methods);
        Assert.Equal([2, 5], method.Lines);
        Assert.Equal(4, method.Complexity);
    }

    [Fact]
    public void Methods_that_differ_in_signature_are_two()
    {
        var file = Reports.Read(Classes("""
            <class name="A" filename="a.cs"><methods>
            <method name="M" signature="(System.Int32)"><lines><line number="1" hits="1"/></lines></method>
            <method name="M" signature="(System.String)"><lines><line number="2" hits="1"/></lines></method>
            </methods></class>
            """)).Only();
        Assert.Equal(["(System.Int32)", "(System.String)"], file.Classes[0].Methods.Select(method => method.Signature));
    }

    [Theory]
    [InlineData("""branch="True" condition-coverage="50% (1/2)" """, "7:1(1/2)")]
    [InlineData("""condition-coverage="100% (4/4)" branch="true" """, "7:1(4/4)")]
    [InlineData("""branch="TRUE" condition-coverage="12,5 % (1/8)" """, "7:1(1/8)")]
    [InlineData("""condition-coverage="66.66% (2 / 3)" """, "7:1(2/3)")]
    [InlineData("""branch="true" condition-coverage="0% (0/70000)" """, "7:1(0/65535)")]
    [InlineData("""branch="False" condition-coverage="50% (1/2)" """, "7:1")]
    [InlineData("""branch="true" condition-coverage="100%" """, "7:1")]
    [InlineData("""branch="true" """, "7:1")]
    public void Branches_are_the_fraction_in_the_condition_coverage(string attributes, string expected) =>
        Assert.Equal(expected, Reports.Read(OneLine($"""<line number="7" hits="1" {attributes}/>""")).Only().Text());

    [Fact]
    public void Of_branches_a_line_names_twice_the_maximum_counts() =>
        Assert.Equal("7:3(3/4)", Reports.Read(OneLine("""
            <line number="7" hits="3" branch="true" condition-coverage="50% (1/2)"/><line number="7" hits="1" branch="true" condition-coverage="75% (3/4)"/>
            """)).Only().Text());

    [Theory]
    [InlineData("12", 12u)]
    [InlineData("1,234", 1_234u)]
    [InlineData("12,345,678", 12_345_678u)]
    [InlineData("1 234", 1_234u)]
    [InlineData("1\u00A0234", 1_234u)]
    [InlineData("1\u202F234", 1_234u)]
    [InlineData("1'234", 1_234u)]
    [InlineData("3.0", 3u)]
    [InlineData("3.", 3u)]
    [InlineData(" 4 ", 4u)]
    [InlineData("+4", 4u)]
    [InlineData("4294967295", uint.MaxValue)]
    [InlineData("4294967296", uint.MaxValue)]
    [InlineData("99999999999999999999999999999", uint.MaxValue)]
    [InlineData("0", 0u)]
    public void Hits_are_read_as_people_s_cultures_write_them_and_saturate(string hits, uint expected) =>
        Assert.Equal(expected, Reports.Read(OneLine($"""<line number="7" hits="{hits}"/>""")).Only().Lines[0].Hits);

    [Theory]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("1,5")]
    [InlineData("1,2345")]
    [InlineData("1234,567")]
    [InlineData(",123")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("many")]
    [InlineData("Infinity")]
    public void Hits_that_are_no_count_are_refused(string hits)
    {
        var refused = Reports.Refused(OneLine($"""<line number="7" hits="{hits}"/>"""));
        Assert.Equal("a hit count", refused.Expected);
        Assert.Equal($"'{hits}'", refused.Found);
        Assert.Equal(1, refused.Line);
    }

    [Theory]
    [InlineData("-3")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    [InlineData("seven")]
    public void Lines_that_are_no_number_are_refused(string number) =>
        Assert.Equal("a line number", Reports.Refused(OneLine($"""<line number="{number}" hits="1"/>""")).Expected);

    [Theory]
    [InlineData("50% (3/2)")]
    [InlineData("50% (1/)")]
    [InlineData("50% (-1/2)")]
    [InlineData("50% (1/2")]
    [InlineData("50% (x/y)")]
    public void Branches_that_cannot_be_are_refused(string condition) =>
        Assert.Equal("branches as (covered/total)", Reports.Refused(OneLine($"""<line number="7" hits="1" branch="true" condition-coverage="{condition}"/>""")).Expected);

    [Theory]
    [InlineData("""<class name="A"><lines/></class>""", "attribute filename", "<class> without it")]
    [InlineData("""<class name="A" filename="a"><lines><line hits="1"/></lines></class>""", "attribute number", "<line> without it")]
    [InlineData("""<class name="A" filename="a"><lines><line number="1"/></lines></class>""", "attribute hits", "<line> without it")]
    public void What_a_report_cannot_do_without_is_named(string classes, string expected, string found)
    {
        var refused = Reports.Refused(Classes("\n\n" + classes));
        Assert.Equal((expected, found, 3), (refused.Expected, refused.Found, refused.Line));
        Assert.Equal($"report(3): expected {expected}, found {found}", refused.Message);
    }

    [Fact]
    public void Line_zero_is_no_line() =>
        Assert.Equal("7:1", Reports.Read(OneLine("""<line number="0" hits="5"/><line number="7" hits="1"/>""")).Only().Text());

    [Theory]
    [InlineData("3", 3)]
    [InlineData("2.5", 3)]
    [InlineData("1.0", 1)]
    [InlineData("NaN", null)]
    [InlineData("0", null)]
    [InlineData("0.0", null)]
    [InlineData("-1", null)]
    [InlineData("∞", null)]
    [InlineData("Infinity", null)]
    [InlineData("", null)]
    [InlineData("1e30", int.MaxValue)]
    public void Complexity_is_a_number_of_at_least_one_or_unknown(string complexity, int? expected) =>
        Assert.Equal(expected, Reports.Read(Classes($"""
            <class name="A" filename="a.cs"><methods><method name="M" complexity="{complexity}"><lines><line number="1" hits="1"/></lines></method></methods></class>
            """)).Only().Classes[0].Methods[0].Complexity);

    [Theory]
    [InlineData("1618014117", "2021-04-10T00:21:57.000")]
    [InlineData("1493230400934", "2017-04-26T18:13:20.934")]
    [InlineData("1656158672.7938", "2022-06-25T12:04:32.793")]
    [InlineData("2024-05-30T19:11:55Z", "2024-05-30T19:11:55.000")]
    [InlineData("2024-05-30T19:11:55+02:00", "2024-05-30T17:11:55.000")]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("NaN", null)]
    [InlineData("1e300", null)]
    [InlineData("yesterday", null)]
    public void The_timestamp_is_in_seconds_milliseconds_or_iso_8601(string timestamp, string? expected) =>
        Assert.Equal(expected, Reports.Read($"""<coverage timestamp="{timestamp}" line-rate="1"/>""").GeneratedAt?.ToString("yyyy-MM-ddTHH:mm:ss.fff", null));

    [Theory]
    [InlineData("""lines-covered="8" lines-valid="9" branches-covered="1" branches-valid="2" """, "8/9 1/2")]
    [InlineData("""lines-covered="1,008" lines-valid="1,009" branches-covered="1.0" branches-valid="1.0" """, "1008/1009 1/1")]
    [InlineData("""lines-covered="8" lines-valid="9" branches-covered="NaN" branches-valid="NaN" """, "8/9 -")]
    [InlineData("""branches-valid="2" """, "")]
    public void Totals_in_the_header_are_stated_not_believed(string attributes, string expected)
    {
        var stated = Reports.Read($"""<coverage line-rate="1" {attributes}/>""").Stated;
        static string Text(CoveredCount? count) => count is { } known ? $"{known.Covered}/{known.Total}" : "-";
        Assert.Equal(expected, stated is null ? "" : $"{Text(stated.Lines)} {Text(stated.Branches)}");
    }

    [Fact]
    public void Sources_are_listed_in_order_and_trimmed() =>
        Assert.Equal(["/a b", @"C:\é&"], Reports.Read("""
            <coverage line-rate="1"><sources><source>/a b</source><source/><source></source>
            <source>
              C:\é<!-- no --><![CDATA[&]]>
            </source></sources></coverage>
            """).SourceRoots);

    [Theory]
    [InlineData("""<coverage line-rate="0"/>""")]
    [InlineData("""<coverage line-rate="0"></coverage>""")]
    [InlineData("""<coverage><packages/></coverage>""")]
    [InlineData("""<coverage><packages><package name="P"><classes><class name="A" filename="a.cs"><methods/><lines/></class></classes></package></packages></coverage>""")]
    public void A_report_without_lines_is_sound_and_has_no_files(string report) => Assert.Empty(Reports.Read(report).Files);

    [Fact]
    public void Classes_may_stand_directly_in_a_package() =>
        Assert.Equal("5:1", Reports.Read("""
            <coverage line-rate="1"><packages><package name="P"><class name="A" filename="a.swift"><lines><line number="5" hits="1"/></lines></class></package></packages></coverage>
            """).Only().Text());

    [Fact]
    public void Files_are_ordered_by_module_then_path_ordinally()
    {
        var files = Reports.Read(Classes(string.Concat(new[] { "b", "a", "B", "é", "a/b", "a-b" }.Select(name =>
            $"""<class name="X" filename="{name}"><lines><line number="1" hits="1"/></lines></class>""")))).Files;
        Assert.Equal(["B", "a", "a-b", "a/b", "b", "é"], files.Select(file => file.Path.Value));
    }

    private static string OneLine(string lines) => Classes($"""<class name="A" filename="a.cs"><lines>{lines}</lines></class>""");

    private static string Classes(string classes) =>
        $"""<coverage line-rate="1"><packages><package name="P"><classes>{classes}</classes></package></packages></coverage>""";
}
