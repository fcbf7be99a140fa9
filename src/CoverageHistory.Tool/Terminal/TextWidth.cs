using System.Globalization;
using System.Text;

namespace CoverageHistory.Tool.Terminal;

/// <summary>How many columns text takes.</summary>
internal static class TextWidth
{
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    /// <summary>The text when it fits, else as much of it as fits with the ellipsis at its start or end.</summary>
    public static string Fit(string text, int width, string ellipsis, bool keepEnd = false)
    {
        if (Of(text) <= width)
            return text;
        var room = width - Of(ellipsis);
        if (room <= 0)
            return ellipsis[..Math.Min(Math.Max(width, 0), ellipsis.Length)];
        var runes = text.EnumerateRunes().ToArray();
        var kept = new StringBuilder();
        if (keepEnd)
        {
            var from = runes.Length;
            while (from > 0 && (room -= Of(runes[from - 1])) >= 0)
                from--;
            foreach (var rune in runes[from..])
                kept.Append(rune.ToString());
            return ellipsis + kept;
        }
        foreach (var rune in runes)
        {
            if ((room -= Of(rune)) < 0)
                break;
            kept.Append(rune.ToString());
        }
        return kept + ellipsis;
    }

    /// <summary>Breaks at spaces; a longer word has a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Of(line.ToString()) + 1 + Of(word) > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0)
                line.Append(' ');
            line.Append(word);
        }
        yield return line.ToString();
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
            return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return IsWide(rune.Value) ? 2 : 1;
    }

    /// <summary>The blocks of East Asian wide and full-width characters and of emoji, from Unicode's EastAsianWidth.txt, in the large.</summary>
    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
