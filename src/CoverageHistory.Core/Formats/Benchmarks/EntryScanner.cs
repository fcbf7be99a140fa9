using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CoverageHistory.Formats.Json;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>
/// Reads the values of one benchmark's entry. A value that is wrong spoils the entry, whose rest is passed over, and not the report. Each
/// method reads the value that comes next; fields are named in what is told of it.
/// </summary>
internal sealed class EntryScanner(Utf8JsonScanner json)
{
    /// <summary>The first thing that is wrong; null while there is none.</summary>
    public EntryFault? Fault { get; private set; }

    /// <summary>Reads the entry that the current token begins.</summary>
    /// <returns>The line it begins in.</returns>
    public int ReadEntry(Action member)
    {
        Fault = null;
        var line = json.Line;
        if (!TakeObject("the entry", member))
            Spoil("the entry", "an object");
        return line;
    }

    /// <summary>Whether the current token is a member of this name.</summary>
    public bool IsAt(ReadOnlySpan<byte> name) => json.Value.SequenceEqual(name);

    /// <inheritdoc cref="IsAt(ReadOnlySpan{byte})"/>
    public bool IsAt(string name) => json.Intern(json.Value) == name;

    /// <summary>Time, bytes or a count: finite and not negative. Null for null.</summary>
    public double? ReadAmount(string field)
    {
        json.Advance();
        return TakeAmount(field);
    }

    /// <summary>What the current token says, as <see cref="ReadAmount"/> reads it.</summary>
    public double? TakeAmount(string field)
    {
        if (json.Token == JsonTokenType.Null)
            return null;
        if (!TryTakeNumber(out var number) || number < 0)
        {
            Spoil(field, "a finite number, at least 0");
            return null;
        }
        // Minus zero is less than nothing to nobody.
        return number == 0 ? 0 : number;
    }

    /// <summary>What may be unknown without harm, such as the spread of one sample: null for anything but a finite number that is not negative.</summary>
    public double? ReadOptional()
    {
        json.Advance();
        if (TryTakeNumber(out var number) && number >= 0)
            return number;
        json.SkipRest();
        return null;
    }

    /// <summary>As <see cref="ReadAmount"/>, whole; more than fit saturate.</summary>
    public int? ReadCount(string field) => ReadAmount(field) is { } number ? (int)Math.Min(Math.Floor(number), int.MaxValue) : null;

    /// <summary>A string, or a number or flag as it is written; null for null.</summary>
    public string? ReadText(string field)
    {
        json.Advance();
        return TakeText(field);
    }

    /// <summary>A text, or the <c>Value</c> of an object, as serializers write lazy values of .NET.</summary>
    public string? ReadLazyText(string field)
    {
        json.Advance();
        if (json.Token != JsonTokenType.StartObject)
            return TakeText(field);
        string? text = null;
        json.ReadMembers(() =>
        {
            if (IsAt("Value"u8))
                text = ReadText(field);
            else
                json.SkipValue();
        });
        return text;
    }

    private string? TakeText(string field)
    {
        switch (json.Token)
        {
            case JsonTokenType.String or JsonTokenType.Number:
                return json.Intern(json.Value);
            case JsonTokenType.True:
                return "true";
            case JsonTokenType.False:
                return "false";
            case JsonTokenType.Null:
                return null;
            default:
                Spoil(field, "a text");
                return null;
        }
    }

    /// <summary>False for anything but true.</summary>
    public bool ReadFlag()
    {
        json.Advance();
        var isTrue = json.Token == JsonTokenType.True;
        json.SkipRest();
        return isTrue;
    }

    /// <returns>False for null.</returns>
    public bool ReadObject(string field, Action member)
    {
        json.Advance();
        return TakeObject(field, member);
    }

    /// <summary>The object that the current token begins, as <see cref="ReadObject"/> reads it.</summary>
    public bool TakeObject(string field, Action member)
    {
        if (json.Token == JsonTokenType.StartObject)
        {
            json.ReadMembers(member);
            return true;
        }
        if (json.Token != JsonTokenType.Null)
            Spoil(field, "an object");
        return false;
    }

    /// <summary>An array; null is an empty one.</summary>
    /// <param name="item">Reads what the current token begins.</param>
    public void ReadItems(string field, Action item)
    {
        json.Advance();
        TakeItems(field, item);
    }

    /// <summary>The array that the current token begins, as <see cref="ReadItems"/> reads it.</summary>
    public void TakeItems(string field, Action item)
    {
        if (json.Token == JsonTokenType.Null)
            return;
        if (json.Token != JsonTokenType.StartArray)
        {
            Spoil(field, "an array");
            return;
        }
        while (true)
        {
            json.Advance();
            if (json.Token == JsonTokenType.EndArray)
                return;
            item();
        }
    }

    /// <summary>An array of <see cref="TakeAmount"/>; null is an empty one.</summary>
    public List<double> ReadAmounts(string field)
    {
        var amounts = new List<double>();
        ReadItems(field, () => amounts.AddRange(TakeAmount(field) is { } amount ? [amount] : []));
        return amounts;
    }

    public void Skip() => json.SkipValue();

    /// <summary>Tells that the current token is not what it should be, and passes over what it begins.</summary>
    public void Spoil(string field, string expected)
    {
        var found = json.Token is JsonTokenType.String or JsonTokenType.Number
            ? $"'{Encoding.UTF8.GetString(json.Value[..Math.Min(json.Value.Length, 60)])}'"
            : Utf8JsonScanner.Describe(json.Token);
        Spoil(field, expected, found);
        json.SkipRest();
    }

    public void Spoil(string field, string expected, string found) => Fault ??= new EntryFault(field, expected, found, json.Line);

    private bool TryTakeNumber(out double number)
    {
        number = 0;
        return json.Token == JsonTokenType.Number && Utf8Parser.TryParse(json.Value, out number, out var used) && used == json.Value.Length
            && double.IsFinite(number);
    }
}
