using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CoverageHistory.Formats.Xml;

/// <summary>The control characters that XML allows nowhere: all but tab and line breaks.</summary>
internal static class ControlCharacter
{
    /// <returns>Position of the first; -1 when there is none.</returns>
    public static int Find(ReadOnlySpan<byte> text)
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
}
