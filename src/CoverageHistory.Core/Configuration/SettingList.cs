using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CoverageHistory.Configuration;

/// <summary>Lists of texts, and named lists, in the form of the file: compact JSON.</summary>
internal static class SettingList
{
    private static readonly JavaScriptEncoder Letters = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>From a JSON array, or from texts with semicolons between them; null when it is neither.</summary>
    public static string? Parse(string text)
    {
        if (!text.StartsWith('['))
            return Format(text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return Read(text) is { Items: { } items } && Texts(items) is { } texts ? Format(texts) : null;
    }

    /// <summary>From a JSON object whose values are arrays of texts; null when it is none.</summary>
    public static string? ParseNamed(string text)
    {
        if (Read(text) is not { Properties: { } properties })
            return null;
        var lists = new List<(string, IReadOnlyList<string>)>();
        foreach (var property in properties)
        {
            if (!IsText(property.Name) || property.Value.Items is not { } items || Texts(items) is not { } texts)
                return null;
            lists.Add((property.Name, texts));
        }
        return FormatNamed(lists);
    }

    /// <summary>In the form of <see cref="ParseNamed"/>.</summary>
    public static string FormatNamed(IEnumerable<(string Name, IReadOnlyList<string> Texts)> lists) =>
        "{" + string.Join(", ", lists.Select(list => $"{Quote(list.Name)}: {Format(list.Texts)}")) + "}";

    /// <param name="value">As <see cref="Parse"/> gives it.</param>
    public static IReadOnlyList<string> Of(string? value) => value is null ? [] : OfList(value);

    /// <param name="value">As <see cref="ParseNamed"/> gives it.</param>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Texts)> OfNamed(string? value) =>
        value is null ? [] : [.. Read(value)!.Properties!.Select(property => (property.Name, (IReadOnlyList<string>)Texts(property.Value.Items!)!))];

    /// <summary>Apart, so that the JSON library is not loaded where nothing is set.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<string> OfList(string value) => Texts(Read(value)!.Items!)!;

    private static JsonSpan? Read(string text)
    {
        try
        {
            return JsonSpan.Parse(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            // Whatever it is, it is no value of these; the caller says what one looks like.
            return null;
        }
    }

    private static List<string>? Texts(IReadOnlyList<JsonSpan> items)
    {
        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item.Token != JsonTokenType.String || !IsText(item.Text))
                return null;
            texts.Add(item.Text);
        }
        return texts;
    }

    private static bool IsText(string text) => text.Length > 0 && !text.Any(char.IsControl);

    /// <summary>In the form of <see cref="Parse"/>.</summary>
    public static string Format(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Quote)) + "]";

    private static string Quote(string text) => $"\"{Letters.Encode(text)}\"";
}
