using System.Text.Json;

namespace CoverageHistory.Formats.Json;

/// <summary>Looks at the start of a file for names of members, to know its format by.</summary>
internal static class JsonHead
{
    /// <summary>Whether the file begins with an object that has members of these names, as far as can be seen.</summary>
    public static bool IsObjectWith(ReadOnlySpan<byte> head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        Has(head, JsonTokenType.StartObject, 1, first) && Has(head, JsonTokenType.StartObject, 1, second);

    /// <summary>Whether the file begins with an array of objects, the first of which has members of these names.</summary>
    public static bool IsArrayOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        Has(head, JsonTokenType.StartArray, 2, first) && Has(head, JsonTokenType.StartArray, 2, second);

    /// <summary>Whether the file begins with this token, and something in it, so many objects and arrays deep, is a member of this name.</summary>
    public static bool Has(ReadOnlySpan<byte> head, JsonTokenType opening, int depth, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || reader.TokenType != opening)
                return false;
            while (reader.Read())
            {
                if (reader.CurrentDepth == depth && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name))
                    return true;
                // The first object tells what all of an array are.
                if (reader.CurrentDepth == depth - 1 && reader.TokenType == JsonTokenType.EndObject)
                    return false;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Damaged, or a number that is no JSON, before anything told what it is.
        }
        return false;
    }
}
