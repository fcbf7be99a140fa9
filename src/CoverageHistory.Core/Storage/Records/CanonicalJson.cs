using System.Globalization;
using System.Text;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>
/// Writes JSON in one form only: no white space, members in the order of the caller, and of a text's characters only those escaped that
/// must be, as RFC 8785 does. By hand, since the framework's writer escapes more and takes a new process longer to load than to use.
/// </summary>
internal sealed class CanonicalJson
{
    private readonly BlobWriter _text = new();
    private bool _isFirst = true;

    public ReadOnlySpan<byte> Written => _text.Written;

    public byte[] ToArray() => _text.ToArray();

    public void Clear()
    {
        _text.Clear();
        _isFirst = true;
    }

    public CanonicalJson Open(char bracket)
    {
        Separate();
        _text.Byte((byte)bracket);
        _isFirst = true;
        return this;
    }

    public CanonicalJson Close(char bracket)
    {
        _text.Byte((byte)bracket);
        _isFirst = false;
        return this;
    }

    /// <summary>Begins a member; its value must follow.</summary>
    /// <param name="name">ASCII that needs no escapes.</param>
    public CanonicalJson Name(string name)
    {
        Separate();
        _text.Byte((byte)'"');
        Encoding.UTF8.GetBytes(name, _text.Reserve(name.Length));
        _text.Byte((byte)'"');
        _text.Byte((byte)':');
        _isFirst = true;
        return this;
    }

    public CanonicalJson Text(string value)
    {
        Separate();
        _text.Byte((byte)'"');
        if (NeedsEscape(value))
            Escape(value);
        else
            Encoding.UTF8.GetBytes(value, _text.Reserve(Encoding.UTF8.GetByteCount(value)));
        _text.Byte((byte)'"');
        return this;
    }

    public CanonicalJson Number(long value)
    {
        Separate();
        Ascii(value.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>The shortest decimal that gives the number back.</summary>
    /// <param name="value">Finite.</param>
    public CanonicalJson Number(double value)
    {
        Separate();
        Ascii(value.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    public CanonicalJson Flag(bool value)
    {
        Separate();
        Ascii(value ? "true" : "false");
        return this;
    }

    public CanonicalJson Hex(BlobKey key)
    {
        Span<byte> bytes = stackalloc byte[BlobKey.Size];
        key.CopyTo(bytes);
        Separate();
        _text.Byte((byte)'"');
        Convert.TryToHexStringLower(bytes, _text.Reserve(BlobKey.Size * 2), out _);
        _text.Byte((byte)'"');
        return this;
    }

    public CanonicalJson Base64(ReadOnlySpan<byte> bytes)
    {
        Separate();
        _text.Byte((byte)'"');
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, _text.Reserve((bytes.Length + 2) / 3 * 4), out _, out _);
        _text.Byte((byte)'"');
        return this;
    }

    public CanonicalJson Member(string name, string? value) => value is null ? this : Name(name).Text(value);

    public CanonicalJson Member(string name, long value) => Name(name).Number(value);

    public CanonicalJson Member(string name, DateTimeOffset? value) => value is { } time ? Name(name).Text(TimeText(time)) : this;

    /// <summary>Left out when it is empty.</summary>
    public CanonicalJson Member(string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return this;
        Name(name).Open('[');
        foreach (var value in values)
            Text(value);
        return Close(']');
    }

    public void EndLine()
    {
        _text.Byte((byte)'\n');
        _isFirst = true;
    }

    /// <summary>UTC, to the millisecond.</summary>
    public static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private void Separate()
    {
        if (!_isFirst)
            _text.Byte((byte)',');
        _isFirst = false;
    }

    private void Ascii(string value) => Encoding.UTF8.GetBytes(value, _text.Reserve(value.Length));

    // A loop, because the vectorized search would be compiled anew in every process, which takes longer than all these short texts.
    private static bool NeedsEscape(string value)
    {
        foreach (var c in value)
        {
            if (c is '"' or '\\' or < ' ')
                return true;
        }
        return false;
    }

    private void Escape(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"': Ascii("\\\""); break;
                case '\\': Ascii("\\\\"); break;
                case '\b': Ascii("\\b"); break;
                case '\t': Ascii("\\t"); break;
                case '\n': Ascii("\\n"); break;
                case '\f': Ascii("\\f"); break;
                case '\r': Ascii("\\r"); break;
                case < ' ': Ascii("\\u" + rune.Value.ToString("x4", CultureInfo.InvariantCulture)); break;
                default: rune.EncodeToUtf8(_text.Reserve(rune.Utf8SequenceLength)); break;
            }
        }
    }
}
