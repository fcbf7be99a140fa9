using System.Globalization;
using System.Text;

namespace CoverageHistory.Environments.Providers;

/// <summary>
/// Files of Java's <c>Properties</c>, as far as TeamCity writes them: a key and a value a line, escapes with a backslash.
/// Such a file also holds passwords, so only the keys that are asked for are kept.
/// </summary>
internal static class JavaProperties
{
    private const long SizeLimitBytes = 16 * 1024 * 1024;

    /// <summary>Empty when the file is missing or cannot be read.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? path, IReadOnlyCollection<string> keys)
    {
        var found = new Dictionary<string, string>();
        if (path is null)
            return found;
        try
        {
            if (new FileInfo(path).Length > SizeLimitBytes)
                return found;
            foreach (var line in File.ReadLines(path, Encoding.Latin1))
            {
                if (Parse(line) is { } pair && keys.Contains(pair.Key) && pair.Value.Length > 0)
                    found[pair.Key] = pair.Value;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            found.Clear();
        }
        return found;
    }

    private static (string Key, string Value)? Parse(string line)
    {
        var text = line.TrimStart();
        if (text.Length == 0 || text[0] is '#' or '!')
            return null;
        var end = 0;
        while (end < text.Length && text[end] is not ('=' or ':' or ' ' or '\t'))
            end += text[end] == '\\' ? 2 : 1;
        end = Math.Min(end, text.Length);
        var value = text[end..].TrimStart();
        if (value.Length > 0 && value[0] is '=' or ':')
            value = value[1..].TrimStart();
        return (Unescape(text[..end]), Unescape(value));
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                if (i < text.Length)
                    plain.Append(text[i]);
                continue;
            }
            if (text[i] == 'u' && i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
            }
            else
                plain.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
        }
        return plain.ToString();
    }
}
