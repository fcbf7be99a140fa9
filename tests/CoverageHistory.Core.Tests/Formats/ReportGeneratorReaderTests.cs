using System.IO.Compression;
using System.Text;
using CoverageHistory.Core.Tests.Storage;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class ReportGeneratorReaderTests
{
    [Fact]
    public void Scoverage_has_lines_branches_classes_methods_and_source_folders()
    {
        var report = Reports.Read(ForeignReports.Scoverage);
        Assert.Equal("scoverage", report.Format);
        Assert.Equal(["/build/shop/src/main/scala"], report.SourceRoots);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1758478127975), report.GeneratedAt);
        Assert.Equal("org.shop org/shop/Order.scala", $"{report.Only().Module} {report.Only().Path}");
        // The statement on line 21 is ignored.
        Assert.Equal("5:9 6:1 9:2(1/2) 12:0 20:0", report.Only().Text());
        Assert.Contains("org.shop.Order|add||: 5 6", report.Only().Methods());
        Assert.Contains("org.shop.Order|size||: 9 12", report.Only().Methods());
        Assert.Contains("org.shop.Order.Line|text||: 20", report.Only().Methods());
        Assert.Null(report.Stated);
    }

    [Fact]
    public void NCover_s_sequence_points_cover_the_lines_they_span_and_what_is_excluded_is_left_out()
    {
        var report = Reports.Read(ForeignReports.NCover);
        Assert.Equal(("ncover", new DateTimeOffset(2011, 12, 12, 21, 44, 50, TimeSpan.Zero)), (report.Format, report.GeneratedAt));
        Assert.Equal(@"Shop C:\src\Order.cs", $"{report.Only().Module} {report.Only().Path}");
        Assert.Equal("9:2 10:2 11:2 12:0 14:1 20:0", report.Only().Text());
        Assert.Equal(["Shop.Order|Add||: 9 10 11 12 14", "Shop.Order|Size||: 20"], report.Only().Methods());
    }

    [Fact]
    public void The_statements_of_mprof_are_hit_or_not()
    {
        var report = Reports.Read(ForeignReports.MProf);
        Assert.Equal("mprof Shop /src/Order.cs", $"{report.Format} {report.Only().Module} {report.Only().Path}");
        Assert.Equal("30:1 31:1 40:0", report.Only().Text());
        Assert.Equal(["Shop.Order|Add|(string,int)|: 30 31", "Shop.Order|Size|()|: 40"], report.Only().Methods());
    }

    [Theory]
    [InlineData("scoverage", "<scoverage><packages/></scoverage>")]
    [InlineData("ncover", "<coverage profilerVersion='1.5.8'/>")]
    [InlineData("mprof", "<coverage version='0.3'><assembly name='a'/></coverage>")]
    public void A_report_without_a_line_is_a_report(string format, string text)
    {
        var report = Reports.Read(text);
        Assert.Equal((format, 0), (report.Format, report.Files.Count));
    }

    [Fact]
    public void Archives_and_UTF_16_are_read_as_those_of_any_format()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(ForeignReports.Scoverage)).ToArray());
        Assert.Equal("5:9 6:1 9:2(1/2) 12:0 20:0", Reports.Read(packed.ToArray()).Only().Text());
    }

    [Theory]
    [InlineData("line=\"12\"", "", "attribute line")]
    [InlineData("line=\"12\"", "line=\"-12\"", "a line number")]
    [InlineData("line=\"12\"", "line=\"NaN\"", "a line number")]
    [InlineData("line=\"12\"", "line=\"1000001\"", "a line number of at most 1000000")]
    [InlineData("invocation-count=\"9\"", "invocation-count=\"-9\"", "a count")]
    [InlineData("invocation-count=\"9\"", "invocation-count=\"1e3\"", "a count")]
    [InlineData("branch=\"true\"", "branch=\"perhaps\"", "true or false")]
    [InlineData("filename=\"org/shop/Order.scala\"", "", "attribute filename")]
    [InlineData("</packages>", "", "</packages>")]
    [InlineData("<package name=\"org.shop\"", "<package name=\"&x;\"", "a reference to a character that XML knows")]
    public void What_cannot_be_is_refused_with_its_line(string text, string damaged, string expected)
    {
        var refused = Reports.Refused(ForeignReports.Scoverage.Replace(text, damaged, StringComparison.Ordinal));
        Assert.StartsWith(expected.Split(' ')[0], refused.Expected, StringComparison.Ordinal);
        Assert.InRange(refused.Line ?? 0, 1, 60);
        Assert.NotEmpty(refused.Found);
    }

    [Theory]
    [InlineData("9", "1,234,567", "5:1234567 ")]
    [InlineData("9", "99999999999999999999", "5:2147483647 ")]
    [InlineData("2", "99999999999999999999", "9:2147483647(1/2) ")]
    public void Counts_may_be_grouped_and_saturate(string count, string written, string expected) =>
        Assert.Contains(expected, Reports.Read(ForeignReports.Scoverage.Replace($"invocation-count=\"{count}\"", $"invocation-count=\"{written}\"", StringComparison.Ordinal)).Only().Text(), StringComparison.Ordinal);

    [Fact]
    public void A_document_type_and_its_entities_do_not_reach_the_library()
    {
        const string Type = "<!DOCTYPE scoverage [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>";
        Assert.Single(Reports.Read(Type + ForeignReports.Scoverage).Files);
        Assert.Contains("'x'", Reports.Refused(Type + ForeignReports.Scoverage.Replace("org.shop.Order\"", "&x;\"", StringComparison.Ordinal)).Found, StringComparison.Ordinal);
    }

    /// <summary>Looking through all classes for each of 20,000 takes the library minutes.</summary>
    [Fact]
    public void What_would_take_the_library_for_ever_is_refused()
    {
        var classes = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<class name=\"C{i}\" filename=\"f\"/>"));
        Assert.Contains("pairs of a class and a class", Reports.Refused($"<scoverage><packages><package name=\"p\"><classes>{classes}</classes></package></packages></scoverage>").Expected, StringComparison.Ordinal);
        var points = string.Concat(Enumerable.Repeat("<seqpnt visitcount='1' line='1' endline='1000000' document='d'/>", 21));
        Assert.Contains("20000000 lines", Reports.Refused($"<coverage profilerVersion='1'><module assembly='a'><method name='m' excluded='false' class='c'>{points}</method></module></coverage>").Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<PartCoverReport version=\"4.0\"><Type/></PartCoverReport>", "a report of PartCover")]
    [InlineData("<coverage creationTime=\"2025\" ctcreportVersion=\"10.2.2\"><file/></coverage>", "a report of Testwell CTC++")]
    public void What_the_library_does_not_read_is_refused_by_its_name(string text, string found) => Assert.Equal(found, Reports.Refused(text).Found);

    [Fact]
    public void No_copy_of_a_report_is_left_behind()
    {
        var before = Copies();
        Reports.Read(ForeignReports.Scoverage);
        Reports.Refused(ForeignReports.Scoverage.Replace("</packages>", "", StringComparison.Ordinal));
        // Other tests make and delete theirs meanwhile.
        Assert.All(Copies().Except(before), copy => Assert.True(SpinWait.SpinUntil(() => !File.Exists(copy), 10_000)));
    }

    [Theory]
    [InlineData(ForeignReports.Scoverage, true)]
    [InlineData("TN:\nSF:a\nDA:1,1\nend_of_record\n", false)]
    [InlineData("<coverage line-rate=\"1\"><packages/></coverage>", false)]
    public void The_library_is_loaded_for_a_report_that_needs_it_only(string report, bool isLoaded)
    {
        using var folder = new TemporaryDirectory();
        using var process = StoreProcess.Start("read", folder.Write("report", report));
        var loaded = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Contains("CoverageHistory.Core", loaded);
        Assert.Equal(isLoaded, loaded.Contains("ReportGenerator.Core"));
    }

    private static string[] Copies() => Directory.GetFiles(Path.GetTempPath(), "coverage-history-*.xml");
}
