namespace CoverageHistory.Tool.Terminal;

/// <summary>What a piece of text means; the console decides how that looks.</summary>
internal enum Style
{
    Plain,
    Strong,
    Quiet,
    Good,
    Bad,
    Warning,
    Accent,
}
