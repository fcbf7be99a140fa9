using System.IO.Compression;
using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.TestKit;

namespace CoverageHistory.Core.Tests.Formats;

public sealed class CoverageReadersTests
{
    private const string Small = """
        <coverage line-rate="1"><packages><package name="Pé"><classes><class name="A" filename="ä.cs">
        <lines><line number="3" hits="1"/></lines></class></classes></package></packages></coverage>
        """;

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 bom", "utf-16le", "utf-16le bom", "utf-16be", "utf-16be bom", "utf-32le bom", "utf-32be bom"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Unicode_is_read_in_every_encoding_with_and_without_a_mark(string encoding)
    {
        foreach (var declared in new[] { "", "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n" })
        {
            var file = Reports.Read(Encode(declared + Small, encoding)).Only();
            Assert.Equal("Pé ä.cs 3:1", $"{file.Module} {file.Path} {file.Text()}");
        }
    }

    [Theory]
    [InlineData(" \r\n\t")]
    [InlineData("<!-- made by hand -->\n")]
    [InlineData("<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n")]
    [InlineData("<!DOCTYPE coverage [ <!ENTITY x 'y'> ]>\n")]
    public void What_comes_before_the_root_does_not_hide_the_format(string before) =>
        Assert.Equal("cobertura", Reports.Read(before + Small).Format);

    [Fact]
    public void A_page_of_comment_before_the_root_does_not_hide_the_format() =>
        Assert.Equal("cobertura", Reports.Read($"<!--{new string('x', 50_000)}-->{Small}").Format);

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("hello", "a file that starts with 'hello'")]
    [InlineData("<html><body/></html>", "a file that starts with '<html><body/></html>'")]
    [InlineData("<coverage version=\"1\"><file path=\"x\"><lineToCover lineNumber=\"1\" covered=\"true\"/></file></coverage>", null)]
    [InlineData("MZ\0\u0001\u001b[31m", null)]
    public void Content_of_no_known_format_is_refused_with_the_formats_there_are(string content, string? found)
    {
        var refused = Reports.Refused(content);
        Assert.Contains("cobertura", refused.Expected, StringComparison.Ordinal);
        if (found is not null)
            Assert.Equal(found, refused.Found);
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    [Fact]
    public void Text_that_breaks_its_encoding_is_refused()
    {
        byte[] loneSurrogate = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Small[..40]), 0x00, 0xD8, 0x20, 0x00];
        Assert.Contains("encoding", Reports.Refused(loneSurrogate).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_report_is_the_report()
    {
        Assert.Equal("3:1", Reports.Read(Compress(Encode(Small, "utf-8"))).Only().Text());
        Assert.Equal("3:1", Reports.Read(Compress(Encode(Small, "utf-16le bom"))).Only().Text());
    }

    [Fact]
    public void Broken_compressed_data_is_refused()
    {
        var compressed = Compress(Encode(Small + new string(' ', 5000), "utf-8"));
        Assert.Equal("sound gzip data", Reports.Refused(compressed[..^20]).Expected);
        var flipped = compressed.ToArray();
        flipped[^6] ^= 1;
        Assert.Equal("sound gzip data", Reports.Refused(flipped).Expected);
        Reports.Refused([0x1F, 0x8B]);
        Reports.Refused([0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Reports.Refused(Compress(Compress(Encode(Small, "utf-8"))));
    }

    [Fact]
    public void More_bytes_than_the_limit_are_refused()
    {
        var limits = new ReadLimits { MaxBytes = 300 };
        var large = Encode(Small + new string(' ', 300), "utf-8");
        foreach (var content in new[] { large, Compress(large) })
        {
            var refused = Assert.Throws<ReportFormatException>(() => CoverageReaders.Read(new MemoryStream(content), "report", limits, default));
            Assert.Equal("at most 300 bytes", refused.Expected);
        }
        Assert.Single(CoverageReaders.Read(new MemoryStream(Encode(Small, "utf-8")), "report", limits, default).Files);
    }

    [Fact]
    public void The_extension_does_not_count_and_the_path_is_named()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("report.json", Small);
        Assert.Equal("cobertura", CoverageReaders.Read(path, ReadLimits.Default, default).Report.Format);
        var broken = folder.Write("broken.xml", Small[..^20]);
        var refused = Assert.Throws<ReportFormatException>(() => CoverageReaders.Read(broken, ReadLimits.Default, default));
        Assert.Equal(broken, refused.Path);
        Assert.Throws<FileNotFoundException>(() => CoverageReaders.Read(folder["missing.xml"], ReadLimits.Default, default));
    }

    [Fact]
    public void A_cancelled_reading_says_so()
    {
        using var folder = new TemporaryDirectory();
        var path = folder.Write("report.xml", Small);
        Assert.Throws<OperationCanceledException>(() => CoverageReaders.Read(path, ReadLimits.Default, new CancellationToken(true)));
    }

    private static byte[] Encode(string text, string encoding)
    {
        var name = encoding.Split(' ')[0];
        var mark = encoding.EndsWith("bom", StringComparison.Ordinal);
        Encoding chosen = name switch
        {
            "utf-8" => new UTF8Encoding(mark),
            "utf-16le" => new UnicodeEncoding(bigEndian: false, mark),
            "utf-16be" => new UnicodeEncoding(bigEndian: true, mark),
            "utf-32le" => new UTF32Encoding(bigEndian: false, mark),
            _ => new UTF32Encoding(bigEndian: true, mark),
        };
        return [.. chosen.GetPreamble(), .. chosen.GetBytes(text)];
    }

    private static byte[] Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
