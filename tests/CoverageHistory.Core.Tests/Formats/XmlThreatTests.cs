using System.Text;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Documents made to hurt whoever reads them.</summary>
public sealed class XmlThreatTests
{
    private const string Body = """<coverage line-rate="1"><packages><package name="P"><classes><class name="A" filename="a"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>""";

    [Fact]
    public void An_external_document_type_is_not_fetched() =>
        Assert.Single(Reports.Read($"<!DOCTYPE coverage SYSTEM \"file:///etc/passwd\">{Body}").Files);

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("http://127.0.0.1:9/x")]
    public void An_external_entity_is_unknown(string uri)
    {
        var report = $"<!DOCTYPE coverage [<!ENTITY x SYSTEM \"{uri}\">]>{Body.Replace("name=\"P\"", "name=\"&x;\"", StringComparison.Ordinal)}";
        Assert.Contains("'x'", Reports.Refused(report).Found, StringComparison.Ordinal);
        Assert.Contains("&x;", Reports.Refused(Body.Replace("name=\"P\"", "name=\"&x;\"", StringComparison.Ordinal)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entity_bomb_does_not_go_off()
    {
        var bomb = new StringBuilder("<!DOCTYPE coverage [<!ENTITY e0 \"boom\">");
        for (var level = 1; level <= 9; level++)
            bomb.Append($"<!ENTITY e{level} \"{string.Concat(Enumerable.Repeat($"&e{level - 1};", 10))}\">");
        bomb.Append($"]><coverage line-rate=\"1\"><sources><source>&e9;</source></sources></coverage>");
        AssertCheap(() => Reports.Refused(bomb.ToString()));
    }

    [Fact]
    public void A_document_type_of_50_megabytes_is_refused()
    {
        var huge = Encoding.UTF8.GetBytes($"<!DOCTYPE coverage [{string.Concat(Enumerable.Repeat("<!ELEMENT a (b|c|d|e|f)*>\n", 2_000_000))}]>{Body}");
        AssertCheap(() => Assert.Contains("markup in one piece", Reports.Refused(huge).Expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE coverage [<!ELEMENT a ANY>]>")]
    public void A_million_nested_elements_are_refused(string before)
    {
        var nested = Encoding.UTF8.GetBytes($"{before}<coverage line-rate=\"1\">{string.Concat(Enumerable.Repeat("<a>", 1_000_000))}{string.Concat(Enumerable.Repeat("</a>", 1_000_000))}</coverage>");
        AssertCheap(() => Assert.Contains("64 deep", Reports.Refused(nested).Expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE coverage [<!ELEMENT a ANY>]>")]
    public void Two_hundred_thousand_attributes_are_refused(string before)
    {
        var attributes = string.Concat(Enumerable.Range(0, 200_000).Select(i => $" a{i}=''"));
        var report = Encoding.UTF8.GetBytes($"{before}<coverage line-rate=\"1\"{attributes}/>");
        AssertCheap(() => Assert.Contains("64 attributes", Reports.Refused(report).Expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<a ", "x='1", 2_000_000)]
    [InlineData("<!--", "x", 8_000_000)]
    [InlineData("<", "x", 8_000_000)]
    [InlineData("</", "x", 8_000_000)]
    [InlineData("<![CDATA[", "x", 8_000_000)]
    [InlineData("<a b='", "x", 8_000_000)]
    [InlineData("<a b='", "&amp;", 2_000_000)]
    [InlineData("", "&#x41;", 1_000_000)]
    public void Markup_without_end_is_refused(string start, string filling, int count)
    {
        var report = Encoding.UTF8.GetBytes($"<coverage line-rate=\"1\"><sources><source>{start}{string.Concat(Enumerable.Repeat(filling, count))}");
        AssertCheap(() => Reports.Refused(report));
    }

    /// <summary>Alternating between files, classes and methods must not make anything quadratic.</summary>
    [Fact]
    public void A_hundred_thousand_classes_in_two_files_are_read()
    {
        var report = new StringBuilder("<coverage line-rate=\"1\"><packages><package name=\"P\"><classes>");
        for (var i = 0; i < 100_000; i++)
        {
            report.Append($"""<class name="C{i % 50_000}" filename="f{i % 2}"><methods><method name="M{i % 3}"><lines><line number="{(i * 7919 % 100_003) + 1}" hits="1"/></lines></method></methods></class>""");
        }
        report.Append("</classes></package></packages></coverage>");
        Assert.Equal(100_000, Reports.Read(report.ToString()).Files.Sum(file => file.Lines.Length));
    }

    [Fact]
    public void Three_hundred_thousand_methods_of_one_name_are_one()
    {
        var report = $"<coverage line-rate=\"1\"><class name=\"C\" filename=\"f\">{string.Concat(Enumerable.Repeat("<method name=\"M\"><line number=\"1\" hits=\"1\"/></method>", 300_000))}</class></coverage>";
        Assert.Equal([1], Assert.Single(Reports.Read(report).Only().Classes[0].Methods).Lines);
    }

    /// <summary>Memory is what this thread allocates in all, an upper bound of what is held at any moment; far below what the input would cost unbounded.</summary>
    private static void AssertCheap(Action read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
    }
}
