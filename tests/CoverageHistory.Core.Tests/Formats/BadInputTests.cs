using System.Text;
using CoverageHistory.Formats;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>What no report should hold, in every format: refused with file, line, what was expected and what was found, or read as documented.</summary>
public sealed class BadInputTests
{
    /// <summary>Each has a line 5, which <see cref="Sample.Line"/> finds, hit seven times where the format counts.</summary>
    private static readonly Sample[] Samples =
    [
        new("cobertura", """<coverage line-rate="1"><packages><package name="P"><classes><class name="A" filename="näme"><lines><line number="5" hits="7"/></lines></class></classes></package></packages></coverage>""", "number=\"5\"", "hits=\"7\""),
        new("opencover", """<CoverageSession><Modules><Module><ModuleName>P</ModuleName><Files><File uid="1" fullPath="näme"/></Files><Classes><Class><FullName>A</FullName><Methods><Method><Name>M</Name><SequencePoints><SequencePoint vc="7" sl="5" el="5" fileid="1"/></SequencePoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>""", "sl=\"5\"", "vc=\"7\"") { MayHaveNoLine = true },
        new("lcov", "TN:\nSF:näme\nDA:5,7\nend_of_record\n", "DA:5,", ",7\n") { HasCommas = true },
        new("clover", """<coverage clover="4"><project name="P"><file path="näme"><line num="5" type="stmt" count="7"/></file></project></coverage>""", "num=\"5\"", "count=\"7\""),
        new("jacoco", """<report name="P"><package name="näme"><sourcefile name="A"><line nr="5" mi="0" ci="7" mb="0" cb="0"/></sourcefile></package></report>""", "nr=\"5\"", null),
        new("dotcover", """<Root DotCoverVersion="2023.3"><FileIndices><File Index="1" Name="näme"/></FileIndices><Assembly Name="P"><Type Name="A"><Method Name="M"><Statement FileIndex="1" Line="5" Covered="True"/></Method></Type></Assembly></Root>""", "Line=\"5\"", null),
        new("microsoft-xml", """<results><modules><module name="P.dll"><functions><function name="M()" type_name="A"><ranges><range source_id="0" start_line="5" end_line="5" covered="yes"/></ranges></function></functions><source_files><source_file id="0" path="näme"/></source_files></module></modules></results>""", "start_line=\"5\"", null),
        new("microsoft-xml", """<CoverageDSPriv><Module><ModuleName>P.dll</ModuleName><Class><ClassName>A</ClassName><Method><MethodName>M</MethodName><Lines><LnStart>5</LnStart><LnEnd>5</LnEnd><Coverage>0</Coverage><SourceFileID>1</SourceFileID></Lines></Method></Class></Module><SourceFileNames><SourceFileID>1</SourceFileID><SourceFileName>näme</SourceFileName></SourceFileNames></CoverageDSPriv>""", "<LnStart>5<", null),
        new("coverlet-json", """{"P.dll": {"näme": {"A": {"System.Void A::M()": {"Lines": {"5": 7}, "Branches": []}}}}}""", "\"5\"", ": 7") { IsJson = true },
        new("gcov", "        -:    0:Source:näme\n        7:    5:int main() {\n", "    5:int", "        7:") { HasNoEnd = true },
        new("scoverage", """<scoverage><packages><package name="P"><classes><class name="A" filename="näme"><methods><method name="M"><statements><statement start="1" end="2" line="5" branch="false" invocation-count="7"/></statements></method></methods></class></classes></package></packages></scoverage>""", "line=\"5\"", "invocation-count=\"7\"") { Most = int.MaxValue },
        new("ncover", """<coverage profilerVersion="1"><module assembly="P"><method name="M" excluded="false" class="A"><seqpnt visitcount="7" line="5" endline="5" document="näme"/></method></module></coverage>""", "line=\"5\"", "visitcount=\"7\"") { Most = int.MaxValue },
        new("mprof", """<coverage version="1"><assembly name="P"/><method assembly="P" class="A" name="M" filename="näme"><statement counter="7" line="5"/></method></coverage>""", "line=\"5\"", null),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Samples.Length)];

    [Fact]
    public void Every_reader_is_tested() =>
        Assert.Empty(CoverageReaders.All.Select(reader => reader.Format).Except(Samples.Select(sample => sample.Format)).Except(["microsoft-binary"]));

    [Theory]
    [MemberData(nameof(All))]
    public void The_sample_is_sound(int sample)
    {
        var report = Reports.Read(Samples[sample].Text);
        Assert.Equal(Samples[sample].Format, report.Format);
        Assert.StartsWith("5:", report.Only().Text(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Truncated_it_is_refused(int sample)
    {
        var (text, refused) = (Samples[sample].Text, 0);
        for (var length = text.Length / 2; length < text.Length - 1; length++)
            refused += Refuses(text[..length]) ? 1 : 0;
        // A text of lines is whole wherever a line ends.
        Assert.True(refused == text.Length - 1 - text.Length / 2 || Samples[sample].HasNoEnd, $"{refused}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void In_another_encoding_it_is_refused(int sample)
    {
        // "ä" as Latin-1 has it, and without a declaration that says so.
        var bytes = Encoding.Latin1.GetBytes(Samples[sample].Text);
        AssertTold(Reports.Refused(bytes));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_line_number_that_is_none_is_refused(int sample)
    {
        foreach (var wrong in new[] { "-5", "NaN", "5.5", "1e3", "99999999999999999999", "0x5" })
            AssertTold(Reports.Refused(Samples[sample].WithLine(wrong)));
        if (!Samples[sample].MayHaveNoLine)
            AssertTold(Reports.Refused(Samples[sample].WithLine("")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_count_that_is_none_is_refused(int sample)
    {
        foreach (var wrong in new[] { "-7", "NaN", "7.5", "1e999", "0x7", "seven" })
        {
            if (Samples[sample].WithCount(wrong) is { } text)
                AssertTold(Reports.Refused(text));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_enormous_count_saturates_and_a_grouped_one_is_read(int sample)
    {
        var tried = Samples[sample];
        if (tried.WithCount("99999999999999999999") is { } enormous)
            Assert.Equal($"5:{tried.Most}", Reports.Read(enormous).Only().Text());
        if (!tried.HasCommas && !tried.IsJson && tried.WithCount("1,234,567") is { } grouped)
            Assert.Equal("5:1234567", Reports.Read(grouped).Only().Text());
        if (tried.WithCount("7.0") is { } fraction)
            Assert.Equal("5:7", Reports.Read(fraction).Only().Text());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nested_deep_it_is_refused(int sample)
    {
        var text = Samples[sample].Text;
        if (Samples[sample].IsXml)
        {
            // Below the first element within the root, by which some formats are known.
            var at = text.IndexOf("><", text.IndexOf("><", StringComparison.Ordinal) + 1, StringComparison.Ordinal) + 1;
            var nested = text[..at] + string.Concat(Enumerable.Repeat("<a>", 10_000)) + string.Concat(Enumerable.Repeat("</a>", 10_000)) + text[at..];
            AssertTold(Reports.Refused(nested), "64 deep");
        }
        else if (Samples[sample].IsJson)
            AssertTold(Reports.Refused(text.Replace("\"Branches\": []", $"\"Branches\": {new string('[', 10_000)}", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Entities_are_not_followed(int sample)
    {
        if (!Samples[sample].IsXml)
            return;
        var text = Samples[sample].Text;
        var root = text[1..text.IndexOfAny([' ', '>'])];
        AssertTold(Reports.Refused(text.Replace("näme", "&x;", StringComparison.Ordinal)));
        AssertTold(Reports.Refused($"<!DOCTYPE {root} [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>{text.Replace("näme", "&x;", StringComparison.Ordinal)}"));
        Assert.Single(Reports.Read($"<!DOCTYPE {root} SYSTEM \"file:///etc/hostname\">{text}").Files);
    }

    private static bool Refuses(string text)
    {
        try
        {
            Reports.Read(text);
            return false;
        }
        catch (ReportFormatException e)
        {
            AssertTold(e);
            return true;
        }
    }

    private static void AssertTold(ReportFormatException refused, string expected = "")
    {
        Assert.Equal("report", refused.Path);
        Assert.InRange(refused.Line ?? 0, 1, 10);
        Assert.Contains(expected, refused.Expected, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Expected);
        Assert.NotEmpty(refused.Found);
    }

    /// <param name="Line">Where the number of line 5 stands.</param>
    /// <param name="Count">Where the count 7 stands; null where the format only says whether a line ran.</param>
    private sealed record Sample(string Format, string Text, string Line, string? Count)
    {
        /// <summary>The highest count there is.</summary>
        public uint Most { get; init; } = uint.MaxValue;

        /// <summary>altcover leaves the line of native code empty.</summary>
        public bool MayHaveNoLine { get; init; }

        public bool HasCommas { get; init; }

        public bool IsJson { get; init; }

        public bool HasNoEnd { get; init; }

        public bool IsXml => Text[0] == '<';

        public string WithLine(string number) => Text.Replace(Line, Line.Replace("5", number, StringComparison.Ordinal), StringComparison.Ordinal);

        public string? WithCount(string number) =>
            Count is null ? null : Text.Replace(Count, Count.Replace("7", number, StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
