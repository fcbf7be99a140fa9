using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoverageHistory.Formats.Xml;

/// <summary>Which bytes may stand where in XML. Tables, for a tag's parts are too short for vectors.</summary>
internal static class XmlBytes
{
    private static readonly bool[] InName = MakeTable(i => i >= 0x80 || char.IsAsciiLetterOrDigit((char)i) || i is '_' or ':' or '-' or '.');

    /// <summary>What neither ends a value nor makes it more than its bytes.</summary>
    private static readonly bool[] PlainInValue = MakeTable(i => i is not ('"' or '\'' or '<' or '&' or '\t' or '\r' or '\n'));

    public static int EndOfName(ReadOnlySpan<byte> tag, int at)
    {
        while ((uint)at < (uint)tag.Length && InName[tag[at]])
            at++;
        return at;
    }

    /// <param name="name">Of bytes that may stand in a name.</param>
    public static bool IsName(ReadOnlySpan<byte> name) =>
        name.Length > 0 && !char.IsAsciiDigit((char)name[0]) && name[0] is not ((byte)'-' or (byte)'.');

    public static int EndOfPlainValue(ReadOnlySpan<byte> tag, int at)
    {
        while ((uint)at < (uint)tag.Length && PlainInValue[tag[at]])
            at++;
        return at;
    }

    /// <summary>Finds what XML allows nowhere: a control character other than tab and line breaks.</summary>
    /// <returns>Position of the first; -1 when there is none.</returns>
    public static int FindControlCharacter(ReadOnlySpan<byte> text)
    {
        var at = 0;
        var blocks = MemoryMarshal.Cast<byte, Vector128<byte>>(text);
        foreach (ref readonly var block in blocks)
        {
            var illegal = Vector128.LessThan(block, Vector128.Create((byte)' '))
                & ~(Vector128.Equals(block, Vector128.Create((byte)'\n')) | Vector128.Equals(block, Vector128.Create((byte)'\r'))
                    | Vector128.Equals(block, Vector128.Create((byte)'\t')));
            if (illegal != Vector128<byte>.Zero)
                break;
            at += Vector128<byte>.Count;
        }
        for (; at < text.Length; at++)
        {
            if (text[at] < ' ' && text[at] is not ((byte)'\n' or (byte)'\r' or (byte)'\t'))
                return at;
        }
        return -1;
    }

    private static bool[] MakeTable(Func<int, bool> contains)
    {
        var table = new bool[256];
        for (var i = 0; i < table.Length; i++)
            table[i] = contains(i);
        return table;
    }
}
