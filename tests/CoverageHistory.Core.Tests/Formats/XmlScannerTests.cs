using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Formats.Xml;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>What holds for both ways through XML.</summary>
public sealed class XmlScannerTests
{
    [Theory]
    [InlineData("<a/>", "a() /a")]
    [InlineData("<a></a>", "a() /a")]
    [InlineData("<a />", "a() /a")]
    [InlineData("<a\n\t></a\r\n>", "a() /a")]
    [InlineData("<a b='1' c=\"2\"/>", "a(b=1 c=2) /a")]
    [InlineData("<a b = '\"' c\n=\n\"'\"/>", "a(b=\" c=') /a")]
    [InlineData("<a b='&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;'/>", "a(b=<>&\"'AB😀) /a")]
    [InlineData("<a b='1\n2\t3\r\n4'/>", "a(b=1 2 3 4) /a")]
    [InlineData("<a b='x>y'><b/></a>", "a(b=x>y) b() /b /a")]
    [InlineData("<a><!-- <b> & -- x --><b/><?pi <c>?></a>", "a() b() /b /a")]
    [InlineData("<a>text &amp; more<b/>&#10;</a>", "a() b() /b /a")]
    [InlineData("<a><![CDATA[<b></a> & ]] ]]><c/></a>", "a() c() /c /a")]
    [InlineData("<?xml version='1.0' encoding='UTF-8'?>\n<!-- c -->\n<!DOCTYPE a SYSTEM 'x>y.dtd'>\n<a/>\n<!-- d -->\n", "a() /a")]
    [InlineData("<!DOCTYPE a PUBLIC \"-//X//EN\" \"http://127.0.0.1:9/x.dtd\"><a/>", "a() /a")]
    [InlineData("<é ü='ö'/>", "é(ü=ö) /é")]
    [InlineData("<a.b-c_d:e f.g='1' xmlns:a.b-c_d='x'/>", null)]
    public void Tags_and_attributes_are_read(string xml, string? expected)
    {
        if (expected is not null)
            Assert.Equal(expected, Trace(Fast(xml)));
        else
            Trace(Fast(xml));
        if (!xml.Contains("-- x", StringComparison.Ordinal) && expected is not null)
            Assert.Equal(expected, Trace(Slow(xml)));
    }

    [Theory]
    [InlineData("<a>x &lt; y</a>", "x < y")]
    [InlineData("<a/>", "")]
    [InlineData("<a></a>", "")]
    [InlineData("<a>1<!-- no -->2<?no?>3<![CDATA[<&]]>4</a>", "123<&4")]
    [InlineData("<a>é漢😀</a>", "é漢😀")]
    public void Text_is_read_whole(string xml, string expected)
    {
        Assert.Equal(expected, TextOf(Fast(xml)));
        Assert.Equal(expected, TextOf(Slow(xml)));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("   \n ", 2)]
    [InlineData("<a>", 1)]
    [InlineData("<a>\n\n<b></b>\n", 4)]
    [InlineData("<a>\n<b></a>", 2)]
    [InlineData("<a></a></b>", 1)]
    [InlineData("<a/><b/>", 1)]
    [InlineData("<a/>x", 1)]
    [InlineData("x<a/>", 1)]
    [InlineData("</a>", 1)]
    [InlineData("<a\n\n", 3)]
    [InlineData("<a b", 1)]
    [InlineData("<a b=", 1)]
    [InlineData("<a b='", 1)]
    [InlineData("<a b='1' b='2'/>", 1)]
    [InlineData("<a b='1'c='2'/>", 1)]
    [InlineData("<a b=1/>", 1)]
    [InlineData("<a b/>", 1)]
    [InlineData("<a ='1'/>", 1)]
    [InlineData("<a b='<'/>", 1)]
    [InlineData("<a b='&unknown;'/>", 1)]
    [InlineData("<a b='&'/>", 1)]
    [InlineData("<a b='&amp'/>", 1)]
    [InlineData("<a b='&#0;'/>", 1)]
    [InlineData("<a b='&#xD800;'/>", 1)]
    [InlineData("<a b='&#x110000;'/>", 1)]
    [InlineData("<a b='&#;'/>", 1)]
    [InlineData("<a b='&#-1;'/>", 1)]
    [InlineData("<a>\n&unknown;</a>", 2)]
    [InlineData("<a>&</a>", 1)]
    [InlineData("<a / >", 1)]
    [InlineData("< a/>", 1)]
    [InlineData("<>", 1)]
    [InlineData("<a><1/></a>", 1)]
    [InlineData("<a><!-- </a>", 1)]
    [InlineData("<a><![CDATA[ </a>", 1)]
    [InlineData("<a><!ELEMENT b></a>", 1)]
    [InlineData("<a><?pi </a>", 1)]
    [InlineData("<a>\n\u0001</a>", 2)]
    [InlineData("<a b='\u0000'/>", 1)]
    public void What_is_not_well_formed_is_refused_with_its_line(string xml, int line)
    {
        Assert.Equal(line, Assert.Throws<ReportFormatException>(() => Trace(Fast(xml))).Line);
        Assert.Throws<ReportFormatException>(() => Trace(Slow(xml)));
    }

    [Fact]
    public void Bytes_that_are_no_utf_8_are_refused()
    {
        byte[] xml = [.. "<a b='"u8, 0xC3, 0x28, .. "'/>"u8];
        Assert.Throws<ReportFormatException>(() => Trace(XmlScanner.Open(new MemoryStream(xml), "x", default)));
        Assert.Throws<ReportFormatException>(() => Trace(XmlScanner.OpenSlow(new MemoryStream(xml), "x", default)));
    }

    /// <summary>Every seam between two windows over the bytes is tried.</summary>
    [Fact]
    public void Markup_may_cross_the_edge_of_a_buffer_anywhere()
    {
        const string Middle = "<b c=\"1&amp;2\" d='x'><!-- y --><e f='&#x20AC;'/>t&lt;u<![CDATA[ v ]]></b >";
        var expected = $"a() {Trace(Fast(Middle))} /a";
        for (var shift = 0; shift < Middle.Length + 4; shift++)
        {
            var padding = new string(' ', 256 * 1024 - "<a>".Length - shift);
            Assert.Equal(expected, Trace(Fast($"<a>{padding}{Middle}</a>")));
        }
    }

    [Fact]
    public void Lines_are_counted_across_buffers()
    {
        var xml = $"<a>{new string('\n', 600_000)}<b c='&x;'/></a>";
        Assert.Equal(600_001, Assert.Throws<ReportFormatException>(() => Trace(Fast(xml))).Line);
        Assert.Equal(600_001, Assert.Throws<ReportFormatException>(() => Trace(Slow(xml))).Line);
    }

    [Fact]
    public void A_tag_longer_than_a_buffer_is_read()
    {
        var value = new string('x', 1_000_000);
        Assert.Equal($"a(b={value}) /a", Trace(Fast($"<a b='{value}'/>")));
        Assert.Equal($"a(b={value}) /a", Trace(Slow($"<a b='{value}'/>")));
    }

    [Fact]
    public void An_internal_subset_is_passed_over()
    {
        var scanner = Fast("<!DOCTYPE a [ <!ELEMENT a ANY> <!ENTITY e 'x'> ]><a b='1'/>");
        Assert.Equal("XmlReaderScanner", scanner.GetType().Name);
        Assert.Equal("a(b=1) /a", Trace(scanner));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("ISO-8859-1")]
    public void A_declared_encoding_is_honoured(string name)
    {
        var xml = Encoding.Latin1.GetBytes($"<?xml version='1.0' encoding='{name}'?><a b='é'/>");
        Assert.Equal("a(b=é) /a", Trace(XmlScanner.Open(new MemoryStream(xml), "x", default)));
    }

    [Theory]
    [InlineData("no-such-encoding")]
    [InlineData("utf-7")]
    public void An_unknown_encoding_is_refused(string name) =>
        Assert.Throws<ReportFormatException>(() => Trace(Fast($"<?xml version='1.0' encoding='{name}'?><a/>")));

    [Fact]
    public void Reading_stops_when_the_caller_gives_up()
    {
        using var source = new CancellationTokenSource();
        using var scanner = XmlScanner.Open(new MemoryStream(Encoding.UTF8.GetBytes($"<a>{new string(' ', 900_000)}</a>")), "x", source.Token);
        Assert.True(scanner.Read());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => scanner.Read());
    }

    private static XmlScanner Fast(string xml) => XmlScanner.Open(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "x", CancellationToken.None);

    private static XmlScanner Slow(string xml) => XmlScanner.OpenSlow(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "x", CancellationToken.None);

    private static string Trace(XmlScanner scanner)
    {
        using var _ = scanner;
        var events = new List<string>();
        while (scanner.Read())
        {
            var name = scanner.Intern(scanner.Name);
            events.Add(scanner.IsStart ? $"{name}({Attributes(scanner)})" : "/" + name);
        }
        return string.Join(' ', events);
    }

    private static string Attributes(XmlScanner scanner)
    {
        var found = new List<string>();
        foreach (var name in new[] { "b", "c", "d", "f", "ü" })
        {
            if (scanner.TryGetAttribute(Encoding.UTF8.GetBytes(name), out var value))
                found.Add($"{name}={scanner.Intern(value)}");
        }
        return string.Join(' ', found);
    }

    private static string TextOf(XmlScanner scanner)
    {
        using var _ = scanner;
        Assert.True(scanner.Read());
        var text = Encoding.UTF8.GetString(scanner.ReadText());
        Assert.False(scanner.IsStart);
        Assert.False(scanner.Read());
        return text;
    }
}
