using System.Text;

namespace CoverageHistory.Reporting;

/// <summary>Makes data safe to print: a terminal must not obey it, and neither must a CI system that reads the log for commands.</summary>
internal static class LogText
{
    private const char Replacement = '\uFFFD';

    private static readonly string[] CommandMarkers = ["##vso[", "##teamcity[", "##["];

    /// <summary>
    /// One line without control characters (C0, C1, DEL), line separators, bidirectional controls and lone surrogates, and without the
    /// markers that Azure Pipelines, TeamCity and GitHub Actions look for anywhere in a line.
    /// </summary>
    public static string Clean(string text) => NeutralizeCommands(ReplaceControls(text));

    /// <summary>
    /// Takes the meaning from a workflow command of GitHub Actions, which stands at the start of a line, white space ignored.
    /// </summary>
    public static string NeutralizeLineStart(string line)
    {
        var start = line.Length - line.AsSpan().TrimStart().Length;
        return line.AsSpan(start).StartsWith("::") ? line.Insert(start + 1, " ") : line;
    }

    /// <summary>The same for a text of many lines that is written as it is otherwise.</summary>
    public static string NeutralizeLines(string text)
    {
        var neutral = NeutralizeCommands(text);
        return neutral.Contains("::", StringComparison.Ordinal)
            ? string.Join('\n', neutral.Split('\n').Select(NeutralizeLineStart))
            : neutral;
    }

    private static string NeutralizeCommands(string text)
    {
        if (!text.Contains("##", StringComparison.Ordinal))
            return text;
        foreach (var marker in CommandMarkers)
            text = text.Replace(marker, "# " + marker[1..], StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static string ReplaceControls(string text)
    {
        StringBuilder? cleaned = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsUnsafe(text, i))
                continue;
            cleaned ??= new StringBuilder(text);
            cleaned[i] = Replacement;
        }
        return cleaned?.ToString() ?? text;
    }

    private static bool IsUnsafe(string text, int at)
    {
        var c = text[at];
        if (char.IsSurrogate(c))
        {
            return char.IsHighSurrogate(c)
                ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
                : at == 0 || !char.IsHighSurrogate(text[at - 1]);
        }
        return char.IsControl(c) || c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
    }
}
