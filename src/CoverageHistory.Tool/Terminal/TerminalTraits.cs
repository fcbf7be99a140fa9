using System.Text;

namespace CoverageHistory.Tool.Terminal;

/// <summary>What an output can show.</summary>
/// <param name="Width">Columns to draw in.</param>
/// <param name="IsPlain">A file, pipe or log: tables are not shortened to fit.</param>
internal sealed record TerminalTraits(int Width, bool HasColor, bool IsUnicode, bool IsPlain)
{
    private const int PlainWidth = 100;
    private const int MinWidth = 40;

    public static TerminalTraits Detect(bool isRedirected, bool noColor, Encoding encoding) => new(
        isRedirected ? VariableWidth() ?? PlainWidth : WindowWidth(),
        HasColor: !isRedirected && !noColor && !IsSet("NO_COLOR") && !IsSet("CI") && Environment.GetEnvironmentVariable("TERM") != "dumb",
        IsUnicode: encoding.CodePage == Encoding.UTF8.CodePage && !IsAsciiLocale(),
        IsPlain: isRedirected);

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Math.Max(Console.WindowWidth, MinWidth) : VariableWidth() ?? 80;
        }
        catch (IOException)
        {
            // A pseudo-terminal without a size.
            return VariableWidth() ?? 80;
        }
    }

    private static int? VariableWidth() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0 ? Math.Max(columns, MinWidth) : null;

    /// <summary>.NET writes UTF-8 in the locales C and POSIX, which promise ASCII only. Unset is different: containers leave it unset.</summary>
    private static bool IsAsciiLocale()
    {
        foreach (var name in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } locale)
                return locale is "C" or "POSIX";
        }
        return false;
    }

    private static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
