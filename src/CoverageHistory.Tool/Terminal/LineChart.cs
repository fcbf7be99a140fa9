using CoverageHistory.Reporting;

namespace CoverageHistory.Tool.Terminal;

/// <summary>A line chart in characters: braille dots where the terminal has them, else ASCII.</summary>
internal sealed class LineChart
{
    private const int MaxColumnsPerPoint = 8;
    private const int MinPlotWidth = 24;

    /// <summary>Left to right.</summary>
    public required IReadOnlyList<ChartPoint> Points { get; init; }

    public required NiceScale Scale { get; init; }

    /// <summary>Labels the vertical axis.</summary>
    public required Func<double, string> FormatValue { get; init; }

    /// <summary>Labels the horizontal axis.</summary>
    public required Func<DateTimeOffset, string> FormatTime { get; init; }

    /// <summary>Rows of the plot area.</summary>
    public int Height { get; init; } = 9;

    public void Render(TerminalWriter terminal)
    {
        var labels = Labels();
        var margin = 0;
        foreach (var label in labels)
            margin = Math.Max(margin, TextWidth.Of(label));
        var width = Math.Clamp((Points.Count - 1) * MaxColumnsPerPoint + 1, MinPlotWidth, Math.Max(MinPlotWidth, terminal.Traits.Width - margin - 3));
        var canvas = new ChartCanvas(width, Height, terminal.Glyphs);
        Draw(canvas);
        for (var row = 0; row < Height; row++)
        {
            var label = labels[row];
            terminal.Write(new string(' ', margin - TextWidth.Of(label)) + label + " ", Style.Quiet);
            terminal.Write((label.Length > 0 ? terminal.Glyphs.AxisTick : terminal.Glyphs.IsBraille ? '│' : '|').ToString(), Style.Quiet);
            canvas.WriteRow(terminal, row);
            terminal.WriteLine();
        }
        WriteDates(terminal, margin, width);
    }

    /// <summary>Of each row; empty beside most.</summary>
    private string[] Labels()
    {
        var labels = new string[Height];
        for (var row = 0; row < labels.Length; row++)
            labels[row] = "";
        foreach (var tick in Scale.Ticks)
            labels[RowOf(tick)] = FormatValue(tick);
        return labels;
    }

    private void Draw(ChartCanvas canvas)
    {
        (double X, double Y)? last = null;
        for (var i = 0; i < Points.Count; i++)
        {
            if (Points[i].Value is not { } value)
            {
                last = null;
                continue;
            }
            var at = (X: PositionOf(i), Y: 1 - Scale.Position(value));
            canvas.Line(last ?? at, at);
            last = at;
        }
        // With a mark in every other column the line would be hidden.
        if (Points.Count * 3 > canvas.Width)
            return;
        for (var i = 0; i < Points.Count; i++)
        {
            if (Points[i].Value is { } value)
                canvas.Mark(PositionOf(i), 1 - Scale.Position(value), Points[i].IsTrouble);
        }
    }

    private void WriteDates(TerminalWriter terminal, int margin, int width)
    {
        var axis = new char[width];
        Array.Fill(axis, terminal.Glyphs.AxisLine);
        var labels = new char[width + 16];
        Array.Fill(labels, ' ');
        const int gap = 4;
        var free = 0;
        var last = FormatTime(Points[^1].At);
        for (var i = 0; i < Points.Count; i++)
        {
            var column = (int)Math.Round(PositionOf(i) * (width - 1));
            var isLast = i == Points.Count - 1;
            // Before the label is made: there may be thousands of points for a few labels.
            if (column < free && !isLast)
                continue;
            var text = FormatTime(Points[i].At);
            var start = isLast ? Math.Max(0, Math.Min(column, width - text.Length)) : column;
            if (start < free || (!isLast && start + text.Length + gap > width - last.Length) || (i > 0 && !isLast && text == FormatTime(Points[i - 1].At)))
                continue;
            axis[column] = terminal.Glyphs.AxisMark;
            text.CopyTo(labels.AsSpan(start));
            free = start + text.Length + gap;
        }
        terminal.Write(new string(' ', margin + 1) + terminal.Glyphs.AxisCorner + new string(axis), Style.Quiet).WriteLine();
        terminal.Write(new string(' ', margin + 2) + new string(labels), Style.Quiet).WriteLine();
    }

    private double PositionOf(int index) => Points.Count == 1 ? 0 : (double)index / (Points.Count - 1);

    private int RowOf(double value) => (int)Math.Round((1 - Scale.Position(value)) * (Height - 1));
}

/// <param name="Value">Null leaves a gap.</param>
internal sealed record ChartPoint(DateTimeOffset At, double? Value, bool IsTrouble);
