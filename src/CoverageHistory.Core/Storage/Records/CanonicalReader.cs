using System.Globalization;
using System.Text.Json;
using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>
/// Reads JSON whose members come in a fixed order, as <see cref="CanonicalJson"/> writes it. Whoever reads compares what they got with
/// the text once more: only then is white space, or an escape too many, found out.
/// </summary>
internal ref struct CanonicalReader
{
    private const int MaxDepth = 8;

    private Utf8JsonReader _json;
    private readonly int _length;

    public CanonicalReader(ReadOnlySpan<byte> text)
    {
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        _length = text.Length;
        Next();
    }

    /// <summary>Whether the next thing is the end of an array or object.</summary>
    public readonly bool AtEnd => _json.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject;

    public void Open(char bracket) => Take(bracket == '{' ? JsonTokenType.StartObject : JsonTokenType.StartArray, bracket.ToString());

    public void Close(char bracket) => Take(bracket == '}' ? JsonTokenType.EndObject : JsonTokenType.EndArray, bracket.ToString());

    /// <summary>The end of the text, which must have come.</summary>
    public void End()
    {
        if (_json.TokenType != JsonTokenType.None)
            throw Unexpected("the end");
    }

    /// <summary>Goes to the member's value when it is the next one.</summary>
    public bool Is(string name)
    {
        if (_json.TokenType != JsonTokenType.PropertyName || !_json.ValueTextEquals(name))
            return false;
        Next();
        return true;
    }

    public void Name(string name)
    {
        if (!Is(name))
            throw Unexpected($"\"{name}\"");
    }

    public string Text()
    {
        if (_json.TokenType != JsonTokenType.String)
            throw Unexpected("a text");
        string value;
        try
        {
            value = _json.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw Unexpected("sound UTF-8", exception);
        }
        // No text of a history holds NUL: see SoundText.
        if (value.Contains('\0', StringComparison.Ordinal))
            throw Unexpected("a text without NUL");
        Next();
        return value;
    }

    public string Text(string name)
    {
        Name(name);
        return Text();
    }

    public string? OptionalText(string name) => Is(name) ? Text() : null;

    public long Integer()
    {
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var value))
            throw Unexpected("an integer");
        Next();
        return value;
    }

    public int Int32() => Integer() is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Unexpected("a smaller integer");

    public double Double()
    {
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetDouble(out var value) || !double.IsFinite(value))
            throw Unexpected("a finite number");
        Next();
        return value;
    }

    public void True() => Take(JsonTokenType.True, "true");

    public List<string> OptionalTexts(string name)
    {
        var values = new List<string>();
        if (!Is(name))
            return values;
        Open('[');
        while (!AtEnd)
            values.Add(Text());
        Close(']');
        return values;
    }

    public BlobKey Key()
    {
        Span<byte> bytes = stackalloc byte[BlobKey.Size];
        if (_json.TokenType != JsonTokenType.String || _json.ValueSpan.Length != BlobKey.Size * 2
            || Convert.FromHexString(_json.ValueSpan, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            throw Unexpected($"{BlobKey.Size * 2} hexadecimal digits");
        }
        Next();
        return BlobKey.From(bytes);
    }

    public byte[] Base64()
    {
        if (_json.TokenType != JsonTokenType.String || !_json.TryGetBytesFromBase64(out var value))
            throw Unexpected("base64");
        Next();
        return value;
    }

    public DateTimeOffset Time() => ToTime(Text());

    public DateTimeOffset? OptionalTime(string name) => OptionalText(name) is { } text ? ToTime(text) : null;

    public readonly InvalidDataException Unexpected(string expected, Exception? inner = null) => new(string.Create(CultureInfo.InvariantCulture,
        $"expected {expected} at byte {_json.TokenStartIndex} of {_length}"), inner);

    private readonly DateTimeOffset ToTime(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time : throw Unexpected("a time such as 2026-01-31T09:30:00.000Z");

    private void Take(JsonTokenType type, string what)
    {
        if (_json.TokenType != type)
            throw Unexpected(what);
        Next();
    }

    private void Next()
    {
        try
        {
            if (!_json.Read())
                _json = default;
        }
        catch (JsonException exception)
        {
            throw Unexpected("JSON", exception);
        }
    }
}
