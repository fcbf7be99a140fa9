namespace CoverageHistory.Tool.Terminal;

/// <summary>Aligned columns. Too wide for the terminal: first the optional columns go, then the flexible ones are shortened.</summary>
internal sealed class TextTable(params Column[] columns)
{
    private const string Gap = "  ";
    private const int MinFlexible = 8;

    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells) => _rows.Add(cells);

    public void Render(TerminalWriter terminal)
    {
        var shown = new List<int>();
        var widths = new int[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            widths[i] = TextWidth.Of(columns[i].Title);
            foreach (var row in _rows)
                widths[i] = Math.Max(widths[i], TextWidth.Of(row[i].Text));
            if (HasContent(i))
                shown.Add(i);
        }
        if (!terminal.Traits.IsPlain)
            Shrink(shown, widths, terminal.Traits.Width);

        WriteRow(terminal, shown, widths, [.. columns.Select(column => new Cell(column.Title, Style.Quiet))]);
        foreach (var row in _rows)
            WriteRow(terminal, shown, widths, row);
    }

    private bool HasContent(int column) => _rows.Count == 0 || _rows.Any(row => row[column].Text.Length > 0);

    private void Shrink(List<int> shown, int[] widths, int available)
    {
        int Excess() => shown.Sum(i => widths[i]) + Gap.Length * (shown.Count - 1) - available;
        int Spare() => shown.Where(i => columns[i].IsFlexible).Sum(i => Math.Max(0, widths[i] - MinFlexible));

        foreach (var optional in columns.Index().Where(entry => entry.Item.DropOrder > 0).OrderBy(entry => entry.Item.DropOrder))
        {
            if (Excess() <= Spare())
                break;
            shown.Remove(optional.Index);
        }
        while (Excess() > 0)
        {
            var widest = shown.Where(i => columns[i].IsFlexible && widths[i] > MinFlexible).OrderByDescending(i => widths[i]).FirstOrDefault(-1);
            if (widest < 0)
                break;
            widths[widest]--;
        }
    }

    private void WriteRow(TerminalWriter terminal, List<int> shown, int[] widths, Cell[] row)
    {
        foreach (var i in shown)
        {
            if (i != shown[0])
                terminal.Write(Gap);
            var text = TextWidth.Fit(row[i].Text, widths[i], terminal.Glyphs.Ellipsis, columns[i].KeepsEnd);
            var padding = new string(' ', Math.Max(0, widths[i] - TextWidth.Of(text)));
            if (columns[i].IsNumber)
                terminal.Write(padding).Write(text, row[i].Style);
            else
                terminal.Write(text, row[i].Style).Write(padding);
        }
        terminal.WriteLine();
    }
}

/// <param name="Title">In the first line.</param>
internal sealed record Column(string Title)
{
    /// <summary>Aligned to the right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>May be shortened.</summary>
    public bool IsFlexible { get; init; }

    /// <summary>Shortened at the start, as paths are told apart by their ends.</summary>
    public bool KeepsEnd { get; init; }

    /// <summary>Where there is no room, columns go from 1 up; 0 stays.</summary>
    public int DropOrder { get; init; }
}

internal sealed record Cell(string Text, Style Style = Style.Plain)
{
    public static implicit operator Cell(string? text) => new(text ?? "");
}
