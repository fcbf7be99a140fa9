namespace CoverageHistory.Tool.Terminal;

/// <summary>A grid of characters to draw lines and marks on; positions run from 0 to 1, from the left and from the top.</summary>
internal sealed class ChartCanvas(int width, int height, Glyphs glyphs)
{
    private readonly byte[,] _dots = new byte[height, width];
    private readonly char[,] _marks = new char[height, width];
    private readonly int _across = glyphs.IsBraille ? 2 : 1;
    private readonly int _down = glyphs.IsBraille ? 4 : 1;

    public int Width => width;

    public void Line((double X, double Y) from, (double X, double Y) to)
    {
        // The middle of the top row stands for 0 and that of the bottom row for 1, so that marks and labels agree with the line.
        int x0 = Column(from.X), x1 = Column(to.X), y0 = Row(from.Y), y1 = Row(to.Y);
        var steps = Math.Max(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)), 1);
        for (var step = 0; step <= steps; step++)
        {
            var x = x0 + (int)Math.Round((double)(x1 - x0) * step / steps);
            var y = y0 + (int)Math.Round((double)(y1 - y0) * step / steps);
            _dots[y / _down, x / _across] |= Bit(x % _across, y % _down);
        }
    }

    public void Mark(double x, double y, bool isTrouble) =>
        _marks[Row(y) / _down, Column(x) / _across] = isTrouble ? glyphs.Cross : glyphs.Dot;

    public void WriteRow(TerminalWriter terminal, int row)
    {
        var line = new char[width];
        var last = 0;
        for (var column = 0; column < width; column++)
        {
            line[column] = _dots[row, column] == 0 ? ' ' : glyphs.IsBraille ? (char)('\u2800' + _dots[row, column]) : '.';
            var mark = _marks[row, column];
            if (mark == '\0')
                continue;
            terminal.Write(new string(line, last, column - last), Style.Accent);
            terminal.Write(mark.ToString(), mark == glyphs.Cross ? Style.Bad : Style.Accent);
            last = column + 1;
        }
        terminal.Write(new string(line, last, width - last), Style.Accent);
    }

    private int Column(double x) => (int)Math.Round(x * (width - 1)) * _across;

    private int Row(double y)
    {
        var cell = y * (height - 1) * _down + (_down - 1) / 2.0;
        return Math.Clamp((int)Math.Round(cell), 0, height * _down - 1);
    }

    /// <summary>Dots of a braille character are numbered down the columns, the bottom row last.</summary>
    private byte Bit(int x, int y) => !glyphs.IsBraille ? (byte)1 : (byte)(y == 3 ? 0x40 << x : 1 << (y + 3 * x));
}
