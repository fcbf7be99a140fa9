using System.Globalization;

namespace CoverageHistory.Formats;

/// <summary>A report that cannot be read: which file, where in it, what was expected and what was found.</summary>
public sealed class ReportFormatException : Exception
{
    /// <param name="line">1-based; null where the reader cannot know.</param>
    /// <param name="found">The offending value, shortened and free of control characters by this constructor.</param>
    internal ReportFormatException(string path, int? line, string expected, string found, Exception? inner = null)
        : base(Describe(path, line, expected, Shorten(found)), inner)
    {
        Path = path;
        Line = line;
        Expected = expected;
        Found = Shorten(found);
    }

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    /// <summary>1-based; null where the reader cannot know.</summary>
    public int? Line { get; }

    /// <summary>In words, to follow "expected".</summary>
    public string Expected { get; }

    /// <summary>The offending value, shortened and free of control characters.</summary>
    public string Found { get; }

    private static string Describe(string path, int? line, string expected, string found) =>
        line is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"{path}({number}): expected {expected}, found {found}")
            : $"{path}: expected {expected}, found {found}";

    private static string Shorten(string value)
    {
        var text = value.Length > 80 ? value[..77] + "..." : value;
        return string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
    }
}
