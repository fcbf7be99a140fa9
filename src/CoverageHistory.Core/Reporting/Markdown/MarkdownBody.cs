using System.Globalization;
using System.Text;

namespace CoverageHistory.Reporting.Markdown;

/// <summary>A Markdown text that ends where GitHub's limit for a comment is, and says what it left out.</summary>
internal sealed class MarkdownBody
{
    public const int MaxLength = 65_536;

    private const int NoteLength = 200;

    private readonly StringBuilder _text = new();
    private int _reserved = NoteLength;
    private int _left;

    public void Line(string line = "")
    {
        if (_left > 0 && line.Length == 0)
            return;
        if (_text.Length + line.Length + 1 + _reserved > MaxLength)
            _left++;
        else
            _text.Append(line).Append('\n');
    }

    /// <summary>Lines that fold away.</summary>
    /// <param name="summary">Text of this product, not data.</param>
    public void Details(string summary, Action content)
    {
        const string close = "\n</details>\n";
        Line($"<details><summary>{summary}</summary>");
        if (_left > 0)
        {
            content();
            return;
        }
        _reserved += close.Length;
        Line();
        content();
        _reserved -= close.Length;
        while (_text[^2] == '\n')
            _text.Length--;
        _text.Append(close);
    }

    public override string ToString() => _left == 0
        ? _text.ToString()
        : string.Create(CultureInfo.InvariantCulture,
            $"{_text}\n_{_left} lines were left out: a comment holds {RunText.Count(MaxLength)} characters. The HTML report has them all._\n");
}
