namespace CoverageHistory.Tool.Terminal;

/// <summary>A series in one line of characters, scaled from its lowest to its highest value.</summary>
internal static class Sparkline
{
    /// <param name="values">A gap where there is none.</param>
    /// <param name="width">The last so many values.</param>
    public static string Draw(IEnumerable<double?> values, int width, Glyphs glyphs)
    {
        var shown = values.TakeLast(width).ToList();
        var known = shown.OfType<double>().ToList();
        if (known.Count == 0)
            return "";
        double low = known.Min(), range = known.Max() - low;
        var levels = glyphs.Spark;
        return string.Concat(shown.Select(value => value switch
        {
            null => ' ',
            _ when range <= 0 => levels[levels.Length / 2],
            { } number => levels[(int)Math.Round((number - low) / range * (levels.Length - 1))],
        }));
    }
}
