using System.Text;
using CoverageHistory.Reporting;

namespace CoverageHistory.Tool.Terminal;

/// <summary>
/// The only way text gets to a terminal or log: whatever it is given is data, cleaned of everything a terminal or a CI system would obey.
/// </summary>
internal sealed class TerminalWriter(TextWriter output, TerminalTraits traits)
{
    private readonly StringBuilder _line = new();

    public TerminalTraits Traits { get; } = traits;

    public Glyphs Glyphs { get; } = traits.IsUnicode ? Glyphs.Unicode : Glyphs.Ascii;

    public TerminalWriter Write(string text, Style style = Style.Plain)
    {
        var clean = LogText.Clean(text);
        if (Traits.HasColor && Code(style) is { } code)
            _line.Append("\e[").Append(code).Append('m').Append(clean).Append("\e[0m");
        else
            _line.Append(clean);
        return this;
    }

    public TerminalWriter WriteLine(string text = "", Style style = Style.Plain)
    {
        Write(text, style);
        output.Write(LogText.NeutralizeLineStart(_line.ToString()).TrimEnd(' '));
        output.Write('\n');
        _line.Clear();
        return this;
    }

    /// <summary>A sentence, broken where the terminal ends; a log gets it in one line.</summary>
    public void WriteSentence(string text, Style style = Style.Plain)
    {
        foreach (var line in TextWidth.Wrap(text, Traits.IsPlain ? int.MaxValue : Traits.Width))
            WriteLine(line, style);
    }

    /// <summary>Ends the process's interest in the text so far: everything is on its way.</summary>
    public void Flush()
    {
        output.Write(_line.ToString());
        _line.Clear();
        output.Flush();
    }

    /// <summary>A finished document, such as JSON, as it is but for the commands that a CI system would obey.</summary>
    public void WriteDocument(string text)
    {
        output.Write(LogText.NeutralizeLines(text));
        if (!text.EndsWith('\n'))
            output.Write('\n');
    }

    private static string? Code(Style style) => style switch
    {
        Style.Strong => "1",
        Style.Quiet => "90",
        Style.Good => "32",
        Style.Bad => "31",
        Style.Warning => "33",
        Style.Accent => "36",
        _ => null,
    };
}
