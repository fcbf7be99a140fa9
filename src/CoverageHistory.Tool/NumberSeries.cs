using System.Globalization;
using System.Text;
using System.Text.Json;
using CoverageHistory.Formats;

namespace CoverageHistory.Tool;

/// <summary>Series of numbers from a file: what a script has, and no history holds. Null stands for a point without a value.</summary>
internal sealed class NumberSeries
{
    private const int MostBytes = 256 * 1024 * 1024;
    private const string Expected = "a finite number or null";

    private readonly string _path;
    private readonly byte[] _bytes;

    private NumberSeries(string path, byte[] bytes) => (_path, _bytes) = (path, bytes);

    private ReadOnlySpan<byte> Content => _bytes.AsSpan().StartsWith("\uFEFF"u8) ? _bytes.AsSpan(3) : _bytes;

    /// <summary>One number a line, or a JSON array.</summary>
    /// <exception cref="ReportFormatException">There is something else in it.</exception>
    public static double?[] ReadValues(CommandContext context, string file) => Open(context, file).Values();

    /// <summary><c>{"id":[1.5,null,2]}</c>, in its order.</summary>
    /// <exception cref="ReportFormatException">There is something else in it.</exception>
    public static IReadOnlyList<(string Id, double?[] Values)> ReadAll(CommandContext context, string file) => Open(context, file).All();

    private static NumberSeries Open(CommandContext context, string file)
    {
        using var input = file == "-" ? context.Host.OpenInput() : File.OpenRead(Path.GetFullPath(file, context.Host.Directory));
        using var copy = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = input.Read(part)) > 0;)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (copy.Length + read > MostBytes)
                throw new UsageException($"{file} is larger than 256 MiB; give the series in several files.");
            copy.Write(part, 0, read);
        }
        return new NumberSeries(file == "-" ? "standard input" : file, copy.ToArray());
    }

    private double?[] Values()
    {
        var content = Content;
        if (content.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
            return Lines(content);
        try
        {
            var json = new Utf8JsonReader(content);
            json.Read();
            var values = Array(ref json, "");
            // What follows is no JSON either way; asking is what finds it.
            json.Read();
            return values;
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    private double?[] Lines(ReadOnlySpan<byte> content)
    {
        var values = new List<double?>();
        var number = 0;
        foreach (var range in content.Split((byte)'\n'))
        {
            number++;
            var text = Encoding.UTF8.GetString(content[range]).Trim();
            if (text.Length > 0)
                values.Add(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                    ? value
                    : throw new ReportFormatException(_path, number, "a finite number, one a line", text));
        }
        return [.. values];
    }

    private List<(string, double?[])> All()
    {
        var all = new List<(string, double?[])>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var json = new Utf8JsonReader(Content);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                throw Wrong(ref json, "an object of series, {\"id\":[1,2]}");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var id = json.GetString()!;
                if (!ids.Add(id))
                    throw Wrong(ref json, "each id once");
                json.Read();
                if (json.TokenType != JsonTokenType.StartArray)
                    throw Wrong(ref json, $"an array of numbers as series '{id}'");
                all.Add((id, Array(ref json, $" in series '{id}'")));
            }
            json.Read();
            return all;
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
    }

    private double?[] Array(ref Utf8JsonReader json, string where)
    {
        var values = new List<double?>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            values.Add(json.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.Number when json.TryGetDouble(out var value) && double.IsFinite(value) => value,
                _ => throw Wrong(ref json, string.Create(CultureInfo.InvariantCulture, $"{Expected} at index {values.Count}{where}")),
            });
        }
        return [.. values];
    }

    private ReportFormatException Wrong(ref Utf8JsonReader json, string expected) => new(
        _path, 1 + Content[..(int)json.TokenStartIndex].Count((byte)'\n'), expected,
        json.ValueSpan.Length > 0 ? Encoding.UTF8.GetString(json.ValueSpan[..Math.Min(json.ValueSpan.Length, 100)]) : json.TokenType.ToString());

    private ReportFormatException Malformed(JsonException exception) => new(
        _path, (int)(exception.LineNumber ?? 0) + 1, "JSON numbers (NaN and Infinity are none)", exception.Message.Split(" LineNumber")[0], exception);
}
