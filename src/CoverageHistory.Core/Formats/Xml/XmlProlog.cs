using CoverageHistory.Formats.Input;

namespace CoverageHistory.Formats.Xml;

/// <summary>What stands before the root element, and where that begins, as far as the first bytes of a file show it.</summary>
internal readonly ref struct XmlProlog
{
    private XmlProlog(bool isXml, ReadOnlySpan<byte> encoding, ReadOnlySpan<byte> documentType, bool hasInternalSubset, ReadOnlySpan<byte> root)
    {
        IsXml = isXml;
        Encoding = encoding;
        DocumentType = documentType;
        HasInternalSubset = hasInternalSubset;
        Root = root;
    }

    /// <summary>The first character that is no white space is a <c>&lt;</c>.</summary>
    public bool IsXml { get; }

    /// <summary>The encoding the declaration names; empty without one.</summary>
    public ReadOnlySpan<byte> Encoding { get; }

    /// <summary>The name in the document type declaration; empty without one.</summary>
    public ReadOnlySpan<byte> DocumentType { get; }

    public bool HasInternalSubset { get; }

    /// <summary>From the <c>&lt;</c> of the root element to the end of the bytes; empty when it lies beyond them.</summary>
    public ReadOnlySpan<byte> Root { get; }

    /// <summary>Name of the root element, or what the document type declaration says it is where the root lies beyond the bytes.</summary>
    public ReadOnlySpan<byte> RootName => Root.IsEmpty ? DocumentType : NameAt(Root[1..]);

    /// <summary>The root's start tag, whole or as much as there is.</summary>
    public ReadOnlySpan<byte> RootTag => Root.IndexOf((byte)'>') is var end and >= 0 ? Root[..(end + 1)] : Root;

    /// <summary>Name of the first element within the root; empty when there is none in sight.</summary>
    public ReadOnlySpan<byte> FirstChild
    {
        get
        {
            var rest = Root[RootTag.Length..];
            while (rest.IndexOf((byte)'<') is var at and >= 0 && at + 1 < rest.Length)
            {
                rest = rest[at..];
                if (rest[1] is (byte)'!' or (byte)'?')
                {
                    var end = rest.IndexOf(rest.StartsWith("<!--"u8) ? "-->"u8 : ">"u8);
                    if (end < 0)
                        return default;
                    rest = rest[(end + 1)..];
                }
                else
                    return NameAt(rest[1..]);
            }
            return default;
        }
    }

    /// <param name="head">The first bytes, without a byte order mark.</param>
    public static XmlProlog Parse(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> encoding = default, documentType = default;
        var subset = false;
        var rest = WhiteSpace.TrimStart(head);
        var isXml = rest.StartsWith("<"u8);
        while (isXml && rest.Length > 1)
        {
            var length = 0;
            if (rest[1] == '?')
            {
                length = EndOf(rest, "?>"u8);
                if (rest.StartsWith("<?xml"u8) && length > 0)
                    encoding = QuotedAfter(rest[..length], "encoding"u8);
            }
            else if (rest.StartsWith("<!--"u8))
                length = EndOf(rest[4..], "-->"u8) is var end and > 0 ? end + 4 : 0;
            else if (rest.StartsWith("<!DOCTYPE"u8))
            {
                documentType = NameAt(WhiteSpace.TrimStart(rest["<!DOCTYPE"u8.Length..]));
                length = EndOfDocumentType(rest, out subset);
            }
            else
                return new XmlProlog(isXml, encoding, documentType, subset, rest);
            if (length == 0)
                break;
            rest = WhiteSpace.TrimStart(rest[length..]);
        }
        return new XmlProlog(isXml, encoding, documentType, subset, default);
    }

    private static int EndOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> terminator) =>
        text.IndexOf(terminator) is var at and >= 0 ? at + terminator.Length : 0;

    /// <summary>0 when the declaration goes on beyond the bytes.</summary>
    private static int EndOfDocumentType(ReadOnlySpan<byte> text, out bool subset)
    {
        subset = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'>' when !subset:
                    return i + 1;
                case (byte)'[':
                    subset = true;
                    break;
                case (byte)']' when WhiteSpace.TrimStart(text[(i + 1)..]) is [(byte)'>', ..]:
                    return i + 1 + text[(i + 1)..].IndexOf((byte)'>') + 1;
                case (byte)'"' or (byte)'\'' when !subset:
                    var quoted = text[(i + 1)..].IndexOf(text[i]);
                    if (quoted < 0)
                        return 0;
                    i += quoted + 1;
                    break;
            }
        }
        return 0;
    }

    private static ReadOnlySpan<byte> QuotedAfter(ReadOnlySpan<byte> declaration, ReadOnlySpan<byte> name)
    {
        var at = declaration.IndexOf(name);
        if (at < 0)
            return default;
        var rest = declaration[(at + name.Length)..];
        var open = rest.IndexOfAny((byte)'"', (byte)'\'');
        if (open < 0)
            return default;
        var value = rest[(open + 1)..];
        return value.IndexOf(rest[open]) is var close and >= 0 ? value[..close] : default;
    }

    private static ReadOnlySpan<byte> NameAt(ReadOnlySpan<byte> text)
    {
        var end = 0;
        while (end < text.Length && !WhiteSpace.Contains(text[end]) && text[end] is not ((byte)'/' or (byte)'>' or (byte)'['))
            end++;
        return text[..end];
    }
}
