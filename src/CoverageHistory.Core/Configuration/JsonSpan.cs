using System.Text;
using System.Text.Json;

namespace CoverageHistory.Configuration;

/// <summary>A JSON value and where it stands, so that the text around it can be kept when it is changed.</summary>
/// <param name="Start">Byte offset of its first byte.</param>
/// <param name="End">Byte offset after its last byte.</param>
/// <param name="Line">1-based, of its first byte.</param>
/// <param name="Source">As it is written.</param>
/// <param name="Text">Without quotes and escapes.</param>
/// <param name="Properties">In order; null unless it is an object.</param>
/// <param name="Items">Null unless it is an array.</param>
internal sealed record JsonSpan(
    JsonTokenType Token, int Start, int End, int Line, string Source, string Text, IReadOnlyList<JsonSpan.Property>? Properties,
    IReadOnlyList<JsonSpan>? Items)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="JsonException">No sound JSON (comments and trailing commas are allowed), nested deeper than 64, or a key twice.</exception>
    public static JsonSpan Parse(ReadOnlySpan<byte> bytes)
    {
        var offset = bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        var reader = new Utf8JsonReader(bytes[offset..], new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = 64,
        });
        reader.Read();
        var root = Read(ref reader, bytes, offset);
        // Anything after the value makes this throw.
        reader.Read();
        return root;
    }

    private static JsonSpan Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, int offset)
    {
        var token = reader.TokenType;
        var start = offset + (int)reader.TokenStartIndex;
        var line = LineOf(bytes, start);
        var text = token == JsonTokenType.String ? GetString(ref reader, line) : null;
        var properties = token == JsonTokenType.StartObject ? ReadProperties(ref reader, bytes, offset) : null;
        var items = token == JsonTokenType.StartArray ? ReadItems(ref reader, bytes, offset) : null;
        var end = offset + (int)reader.BytesConsumed;
        var source = Encoding.UTF8.GetString(bytes[start..end]);
        return new JsonSpan(token, start, end, line, source, text ?? source, properties, items);
    }

    private static List<Property> ReadProperties(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, int offset)
    {
        var properties = new List<Property>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = offset + (int)reader.TokenStartIndex;
            var line = LineOf(bytes, start);
            var name = GetString(ref reader, line);
            if (properties.Any(property => property.Name == name))
                throw new JsonException($"'{name}' stands there twice.", path: null, lineNumber: line - 1, bytePositionInLine: null);
            reader.Read();
            properties.Add(new Property(name, start, Read(ref reader, bytes, offset)));
        }
        return properties;
    }

    private static List<JsonSpan> ReadItems(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, int offset)
    {
        var items = new List<JsonSpan>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(Read(ref reader, bytes, offset));
        return items;
    }

    private static string GetString(ref Utf8JsonReader reader, int line)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair, or bytes that are no UTF-8.
            throw new JsonException("A text is not sound Unicode.", path: null, lineNumber: line - 1, bytePositionInLine: null, e);
        }
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int position) => bytes[..position].Count((byte)'\n') + 1;

    /// <param name="Start">Byte offset of the name's opening quote.</param>
    public sealed record Property(string Name, int Start, JsonSpan Value);
}
