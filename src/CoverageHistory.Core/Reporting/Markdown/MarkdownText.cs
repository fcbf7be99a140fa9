using System.Globalization;
using System.Text;

namespace CoverageHistory.Reporting.Markdown;

/// <summary>Data in GitHub-flavoured Markdown: shown as it is, never a link, a mention, an issue reference or markup.</summary>
internal static class MarkdownText
{
    private const int MaxLength = 300;

    /// <summary>
    /// A code span, or, with a pipe inside, a <c>code</c> element: in a table <c>\|</c> is no way out, because a backslash before it turns
    /// it into the end of the cell.
    /// </summary>
    public static string Code(string data)
    {
        var text = Shorten(LogText.Clean(data));
        if (text.Length == 0)
            return "(empty)";
        if (text.Contains('|', StringComparison.Ordinal))
            return "<code>" + Entities(text) + "</code>";
        var fence = new string('`', LongestBacktickRun(text) + 1);
        var pad = text[0] is '`' or ' ' || text[^1] is '`' or ' ' ? " " : "";
        return fence + pad + text + pad + fence;
    }

    /// <summary>Plain text in the middle of a line: what could be markup, a mention or a link becomes an entity.</summary>
    public static string Text(string data) => Entities(Shorten(LogText.Clean(data)), " .,/-+%")
        .Replace("www.", "www&#46;", StringComparison.OrdinalIgnoreCase);

    private static string Entities(string text, string harmless = " ")
    {
        var escaped = new StringBuilder(text.Length * 2);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c > '\u007F' || harmless.Contains(c, StringComparison.Ordinal))
                escaped.Append(c);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
        }
        return escaped.ToString();
    }

    private static string Shorten(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        var end = char.IsHighSurrogate(text[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return text[..end] + "…";
    }

    private static int LongestBacktickRun(string text)
    {
        int longest = 0, run = 0;
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }
}
