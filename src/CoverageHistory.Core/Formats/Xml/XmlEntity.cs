using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace CoverageHistory.Formats.Xml;

/// <summary>The five entities XML predefines and character references; no other entity is ever known, so none can expand.</summary>
internal static class XmlEntity
{
    /// <summary>Longer than any reference that a producer writes.</summary>
    private const int MaxLength = 16;

    /// <param name="text">Begins with the ampersand.</param>
    /// <param name="length">Of the reference, with ampersand and semicolon.</param>
    /// <returns><see cref="OperationStatus.NeedMoreData"/> when <paramref name="text"/> ends within the reference.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> text, out Rune character, out int length)
    {
        character = default;
        length = text[..Math.Min(text.Length, MaxLength)].IndexOf((byte)';') + 1;
        if (length == 0)
            return text.Length < MaxLength ? OperationStatus.NeedMoreData : OperationStatus.InvalidData;
        var name = text[1..(length - 1)];
        return TryDecode(name, out character) ? OperationStatus.Done : OperationStatus.InvalidData;
    }

    private static bool TryDecode(ReadOnlySpan<byte> name, out Rune character)
    {
        character = default;
        if (name.StartsWith("#"u8))
        {
            var hexadecimal = name.StartsWith("#x"u8);
            var digits = name[(hexadecimal ? 2 : 1)..];
            return Utf8Parser.TryParse(digits, out uint code, out var used, hexadecimal ? 'x' : 'D') && used == digits.Length
                && char.IsAsciiHexDigit((char)digits[0])
                && (code >= 0x20 || code is '\t' or '\n' or '\r') && code is not (0xFFFE or 0xFFFF)
                && Rune.TryCreate(code, out character);
        }
        var decoded =
            name.SequenceEqual("lt"u8) ? '<'
            : name.SequenceEqual("gt"u8) ? '>'
            : name.SequenceEqual("amp"u8) ? '&'
            : name.SequenceEqual("quot"u8) ? '"'
            : name.SequenceEqual("apos"u8) ? '\''
            : '\0';
        return decoded != '\0' && Rune.TryCreate(decoded, out character);
    }
}
