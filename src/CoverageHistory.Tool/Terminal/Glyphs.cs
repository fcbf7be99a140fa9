namespace CoverageHistory.Tool.Terminal;

/// <summary>The characters that drawings are made of.</summary>
internal sealed record Glyphs
{
    public static Glyphs Unicode { get; } = new()
    {
        Up = "▲",
        Down = "▼",
        Dot = '●',
        Cross = '×',
        AxisTick = '┤',
        AxisCorner = '└',
        AxisLine = '─',
        AxisMark = '┬',
        Separator = " · ",
        Ellipsis = "…",
        Spark = "▁▂▃▄▅▆▇█",
        IsBraille = true,
    };

    public static Glyphs Ascii { get; } = new()
    {
        Up = "^",
        Down = "v",
        Dot = 'o',
        Cross = 'x',
        AxisTick = '|',
        AxisCorner = '+',
        AxisLine = '-',
        AxisMark = '+',
        Separator = ", ",
        Ellipsis = "...",
        Spark = "_.-=*#",
    };

    public required string Up { get; init; }

    public required string Down { get; init; }

    public required char Dot { get; init; }

    public required char Cross { get; init; }

    public required char AxisTick { get; init; }

    public required char AxisCorner { get; init; }

    public required char AxisLine { get; init; }

    public required char AxisMark { get; init; }

    public required string Separator { get; init; }

    public required string Ellipsis { get; init; }

    /// <summary>From low to high.</summary>
    public required string Spark { get; init; }

    /// <summary>Lines may be drawn with braille dots, eight a character.</summary>
    public bool IsBraille { get; init; }
}
