using System.Text;

namespace CoverageHistory.Formats.TestResults;

/// <summary>xunit writes names with a backslash before quotation marks and control characters, on top of what XML asks for.</summary>
internal static class XunitEscapes
{
    public static string Remove(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            char? meant = text[i] != '\\' || i + 1 == text.Length ? null : text[i + 1] switch
            {
                '\\' => '\\',
                '"' => '"',
                'r' => '\r',
                'n' => '\n',
                't' => '\t',
                _ => null,
            };
            plain.Append(meant ?? text[i]);
            i += meant is null ? 0 : 1;
        }
        return plain.ToString();
    }
}
