using System.Runtime.CompilerServices;

namespace CoverageHistory.Formats.Input;

/// <summary>
/// What formats call white space: space, tab, line breaks. Plain loops, because the generic span methods are compiled anew in every
/// process, which costs more than they save on a few bytes.
/// </summary>
internal static class WhiteSpace
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Contains(byte character) => character is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    /// <summary>The first position from <paramref name="at"/> on that is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Skip(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && Contains(text[at]))
            at++;
        return at;
    }

    public static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text) => text[Skip(text, 0)..];

    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        var end = text.Length;
        while (end > 0 && Contains(text[end - 1]))
            end--;
        return text[..end];
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => TrimEnd(TrimStart(text));
}
