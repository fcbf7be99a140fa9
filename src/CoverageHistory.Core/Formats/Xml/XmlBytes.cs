using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoverageHistory.Formats.Xml;

/// <summary>
/// Which bytes may stand where in XML. Bits, for a tag's parts are too short for vectors; inlined, for a call costs more than looking at
/// a short name.
/// </summary>
internal static class XmlBytes
{
    /// <summary><c>-</c>, <c>.</c>, digits and <c>:</c>.</summary>
    private const ulong InNameBelow64 = 0x07FF_6000_0000_0000;

    /// <summary>Letters and <c>_</c>, less 64.</summary>
    private const ulong InNameFrom64 = 0x07FF_FFFE_87FF_FFFE;

    /// <summary>What ends a value or makes it more than its bytes: tab, line breaks, both quotes, <c>&amp;</c> and <c>&lt;</c>.</summary>
    private const ulong NotPlainInValue = 0x1000_00C4_0000_2600;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOfName(ReadOnlySpan<byte> tag, int at)
    {
        while ((uint)at < (uint)tag.Length && IsInName(tag[at]))
            at++;
        return at;
    }

    /// <param name="character">One that may stand in a name.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool BeginsName(byte character) => character is not ((byte)'-' or (byte)'.' or (>= (byte)'0' and <= (byte)'9'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int EndOfPlainValue(ReadOnlySpan<byte> tag, int at)
    {
        while ((uint)at < (uint)tag.Length && (tag[at] >= 64 || ((NotPlainInValue >> tag[at]) & 1) == 0))
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInName(byte character) =>
        character >= 0x80 || (((character < 64 ? InNameBelow64 : InNameFrom64) >> (character & 63)) & 1) != 0;
}
