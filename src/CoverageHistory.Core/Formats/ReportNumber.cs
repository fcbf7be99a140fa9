using System.Buffers.Text;
using System.Globalization;
using CoverageHistory.Formats.Input;

namespace CoverageHistory.Formats;

/// <summary>Numbers as reports write them: by any producer, in the culture of whatever machine it ran on.</summary>
internal static class ReportNumber
{
    /// <summary>
    /// A count: digits, maybe grouped in threes (<c>1,234</c>), maybe with a fraction of zeros (<c>1.0</c>, Swift's converters).
    /// Too many to hold saturate; anything negative, fractional or else is no count.
    /// </summary>
    public static bool TryParseCount(ReadOnlySpan<byte> text, out uint count)
    {
        var fits = TryParseDigits(text, out var number) || TryParseUnusual(text, out number);
        count = (uint)Math.Min(number, uint.MaxValue);
        return fits;
    }

    /// <summary>A line number, at least 0; what does not fit into an <see cref="int"/> is none.</summary>
    public static bool TryParseLine(ReadOnlySpan<byte> text, out int line)
    {
        var fits = TryParseDigits(text, out var number) || TryParseUnusual(text, out number);
        line = (int)Math.Min(number, int.MaxValue);
        return fits && number < int.MaxValue;
    }

    /// <summary>Compilers mark code without a place in the source with these numbers.</summary>
    public static bool IsHidden(int line) => line is 0xFEEFEE or 0xF00F00;

    /// <summary>A count with a meaning only when it is finite, such as a header's total: null for <c>NaN</c> and for no number at all.</summary>
    public static long? ParseTotal(ReadOnlySpan<byte> text) =>
        TryParseDigits(text, out var number) || TryParseUnusual(text, out number) ? (long)Math.Min(number, long.MaxValue) : null;

    /// <summary>Cyclomatic complexity, rounded; null for <c>NaN</c>, for below 1 (tools that compute none write 0) and for no number at all.</summary>
    public static int? ParseComplexity(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out double value, out var used) || used != text.Length || !double.IsFinite(value))
            return null;
        var rounded = Math.Round(value, MidpointRounding.AwayFromZero);
        return rounded < 1 ? null : (int)Math.Min(rounded, int.MaxValue);
    }

    /// <summary>A moment in seconds or milliseconds since 1970, whole or with a fraction, or as ISO 8601; null for 0 and for anything else.</summary>
    public static DateTimeOffset? ParseMoment(ReadOnlySpan<byte> text)
    {
        // 1e11 seconds are the year 5138, 1e11 milliseconds are 1973.
        if (Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length)
        {
            var milliseconds = value >= 1e11 ? value : value * 1000;
            return milliseconds is > 0 and < 2.5e14 ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
        }
        return DateTimeOffset.TryParse(System.Text.Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
    }

    private static bool TryParseDigits(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        if (text.Length is 0 or > 19)
            return false;
        ulong read = 0;
        foreach (var character in text)
        {
            // Not char.IsAsciiDigit: precompiled code calls it through a stub, once a digit.
            var digit = (uint)(character - '0');
            if (digit > 9)
                return false;
            read = read * 10 + digit;
        }
        number = read;
        return true;
    }

    private static bool TryParseUnusual(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        text = WhiteSpace.Trim(text);
        if (text.StartsWith("+"u8))
            text = text[1..];
        var point = text.LastIndexOf((byte)'.');
        if (point > 0 && !text[(point + 1)..].ContainsAnyExcept((byte)'0'))
            text = text[..point];
        var digitsInGroup = 0;
        var grouped = false;
        if (text.IsEmpty)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit((char)text[i]))
            {
                digitsInGroup++;
                number = number > (ulong.MaxValue - 9) / 10 ? ulong.MaxValue / 10 : number * 10 + (ulong)(text[i] - '0');
                continue;
            }
            var separator = SeparatorLength(text[i..]);
            if (separator == 0 || (grouped ? digitsInGroup != 3 : digitsInGroup is 0 or > 3))
                return false;
            grouped = true;
            digitsInGroup = 0;
            i += separator - 1;
        }
        return !grouped || digitsInGroup == 3;
    }

    /// <summary>Comma, space, apostrophe, or one of the two no-break spaces that French and Swiss cultures group with.</summary>
    private static int SeparatorLength(ReadOnlySpan<byte> text) =>
        text[0] is (byte)',' or (byte)' ' or (byte)'\'' ? 1
        : text.StartsWith("\u00A0"u8) ? 2
        : text.StartsWith("\u202F"u8) ? 3
        : 0;
}
