using CoverageHistory.Formats.Xml;

namespace CoverageHistory.Formats.Foreign;

internal enum AttributeKind
{
    Text,

    /// <summary>A line number.</summary>
    Line,

    /// <summary>How often something ran.</summary>
    Count,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,
}

/// <summary>An attribute that ReportGenerator reads, and would fail without.</summary>
internal sealed record ForeignAttribute(string Name, AttributeKind Kind = AttributeKind.Text)
{
    public byte[] Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(Name);
}

/// <summary>A format that ReportGenerator reads for us: what of it the library looks at.</summary>
/// <param name="Name">As the contract names it.</param>
/// <param name="Elements">The elements that mean something, and what each needs.</param>
/// <param name="TypeElement">The element the library looks through, all of them for each class.</param>
internal sealed record ForeignFormat(string Name, IReadOnlyDictionary<string, ForeignAttribute[]> Elements, string TypeElement)
{
    /// <summary>Scala's scoverage: statements under methods, classes and packages.</summary>
    public static ForeignFormat Scoverage { get; } = new("scoverage", new Dictionary<string, ForeignAttribute[]>(StringComparer.Ordinal)
    {
        ["scoverage"] = [],
        ["packages"] = [],
        ["package"] = [new("name")],
        ["classes"] = [],
        ["class"] = [new("name"), new("filename")],
        ["methods"] = [],
        ["method"] = [new("name")],
        ["statements"] = [],
        ["statement"] = [new("start"), new("end"), new("line", AttributeKind.Line), new("branch", AttributeKind.Flag), new("invocation-count", AttributeKind.Count)],
    }, TypeElement: "class");

    /// <summary>NCover 1.5: sequence points under methods.</summary>
    public static ForeignFormat NCover { get; } = new("ncover", new Dictionary<string, ForeignAttribute[]>(StringComparer.Ordinal)
    {
        ["coverage"] = [new("profilerVersion")],
        ["module"] = [new("assembly")],
        ["method"] = [new("name"), new("excluded", AttributeKind.Flag), new("class")],
        ["seqpnt"] = [new("visitcount", AttributeKind.Count), new("line", AttributeKind.Line), new("endline", AttributeKind.Line), new("document")],
    }, TypeElement: "method");

    /// <summary>Mono's mprof: statements under methods, which name their class and assembly.</summary>
    public static ForeignFormat MProf { get; } = new("mprof", new Dictionary<string, ForeignAttribute[]>(StringComparer.Ordinal)
    {
        ["coverage"] = [new("version")],
        ["assembly"] = [new("name")],
        ["method"] = [new("assembly"), new("class"), new("name"), new("filename")],
        ["statement"] = [new("counter", AttributeKind.Count), new("line", AttributeKind.Line)],
    }, TypeElement: "method");

    /// <summary>What a root element called <c>coverage</c> says of itself in NCover's reports alone.</summary>
    public static ReadOnlySpan<byte> NCoverMark => "profilerVersion="u8;

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var prolog = XmlProlog.Parse(head);
        if (this == Scoverage)
            return prolog.RootName.SequenceEqual("scoverage"u8);
        if (!prolog.RootName.SequenceEqual("coverage"u8))
            return false;
        return this == NCover ? prolog.RootTag.IndexOf(NCoverMark) >= 0 : prolog.FirstChild.SequenceEqual("assembly"u8);
    }
}
