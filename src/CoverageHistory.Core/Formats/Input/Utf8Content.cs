using System.Text;

namespace CoverageHistory.Formats.Input;

/// <summary>The text of a file as UTF-8 without a byte order mark, whatever Unicode encoding it is in, with its first bytes to look at.</summary>
internal sealed class Utf8Content
{
    /// <summary>Generous, because a comment as long as a page may stand before a root element.</summary>
    private const int HeadBytes = 64 * 1024;

    private readonly byte[] _head;

    private Utf8Content(byte[] head, Stream rest)
    {
        _head = head;
        Stream = new RewoundStream(head, rest);
    }

    public ReadOnlySpan<byte> Head => _head;

    public Stream Stream { get; }

    public static Utf8Content Open(Stream bytes)
    {
        var head = ReadHead(bytes);
        if (FindEncoding(head) is { } encoding)
        {
            var decoded = Encoding.CreateTranscodingStream(new RewoundStream(head, bytes), encoding,
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), leaveOpen: true);
            head = ReadHead(decoded);
            bytes = decoded;
        }
        return new Utf8Content(head.AsSpan().StartsWith("\uFEFF"u8) ? head[3..] : head, bytes);
    }

    /// <summary>Null for UTF-8. UTF-16 without a mark is known by the zero in its first ASCII character.</summary>
    private static Encoding? FindEncoding(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        [0, 0, 0xFE, 0xFF, ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        [0xFF, 0xFE, ..] or [not 0, 0, not 0, 0, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => null,
    };

    private static byte[] ReadHead(Stream stream)
    {
        var head = new byte[HeadBytes];
        var length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return length == HeadBytes ? head : head[..length];
    }
}
