using System.IO.Compression;
using System.Text;
using CoverageHistory.Formats;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>JSON, text and archives made to hurt whoever reads them.</summary>
public sealed class ContentThreatTests
{
    [Fact]
    public void Json_nested_100_000_deep_is_refused() =>
        AssertCheap(() => Reports.Refused($$"""{"A.dll": {"a": {"b": {"c": {"Lines": {{string.Concat(Enumerable.Repeat("[", 100_000))}}"""));

    [Theory]
    [InlineData("\"", "x", 8_000_000)]
    [InlineData("\"1\": ", "1", 8_000_000)]
    [InlineData("", " ", 8_000_000)]
    public void Json_without_end_is_refused(string start, string filling, int count) =>
        AssertCheap(() => Reports.Refused($$"""{"A.dll": {"a": {"b": {"c": {"Lines": { {{start}}{{new StringBuilder().Insert(0, filling, count)}}"""));

    [Theory]
    [InlineData("TN:\nSF:", 8_000_000)]
    [InlineData("SF:a\nDA:1,", 8_000_000)]
    [InlineData("        -:    0:Source:", 8_000_000)]
    public void A_line_without_end_is_refused(string start, int count) =>
        AssertCheap(() => Reports.Refused(start + new string('1', count)));

    /// <summary>A gibibyte of zeros, in a megabyte.</summary>
    [Fact]
    public void A_gzip_bomb_is_refused_at_the_limit()
    {
        var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("TN:\n"u8);
            var lines = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("#" + new string('0', 1022) + "\n", 1024)));
            for (var megabyte = 0; megabyte < 1024; megabyte++)
                gzip.Write(lines);
        }
        Assert.InRange(bomb.Length, 1, 16_000_000);
        var limits = new ReadLimits { MaxBytes = 256L << 20 };
        AssertCheap(() => Assert.Equal("at most 268435456 bytes",
            Assert.Throws<ReportFormatException>(() => CoverageReaders.Read(new MemoryStream(bomb.ToArray()), "bomb", limits, default)).Expected));
    }

    [Fact]
    public void Spans_cannot_claim_more_lines_than_any_program_has()
    {
        var points = string.Concat(Enumerable.Repeat("""<SequencePoint vc="1" sl="1" el="1000000" fileid="1"/>""", 100));
        var refused = Reports.Refused($"""
            <CoverageSession><Modules><Module><ModuleName>M</ModuleName><Files><File uid="1" fullPath="a"/></Files><Classes><Class><FullName>C</FullName><Methods>
            <Method><Name>N</Name><SequencePoints>{points}</SequencePoints></Method></Methods></Class></Classes></Module></Modules></CoverageSession>
            """);
        Assert.Contains("20000000 lines", refused.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_cannot_claim_more_lines_than_any_program_has()
    {
        var text = new StringBuilder("SF:a\n");
        for (var i = 1; i <= 10_000; i++)
            text.Append($"DA:{i},1\nFN:1,10000,f{i}\n");
        Assert.Contains("20000000 lines", Reports.Refused(text.Append("end_of_record\n").ToString()).Expected, StringComparison.Ordinal);
    }

    /// <summary>What this thread allocates in all, the input of the largest of these (a string of 16 MB, and its bytes) included.</summary>
    private static void AssertCheap(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }
}
