using System.Text;

namespace CoverageHistory.Tool.Terminal;

/// <summary>A series in one line of characters, scaled from its lowest to its highest value.</summary>
internal static class Sparkline
{
    /// <param name="values">A gap where there is none.</param>
    /// <param name="width">The last so many values.</param>
    public static string Draw(double?[] values, int width, Glyphs glyphs)
    {
        var first = Math.Max(0, values.Length - width);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = first; i < values.Length; i++)
        {
            if (values[i] is { } known)
                (low, high) = (Math.Min(low, known), Math.Max(high, known));
        }
        if (low > high)
            return "";
        var levels = glyphs.Spark;
        var line = new StringBuilder(values.Length - first);
        for (var i = first; i < values.Length; i++)
        {
            line.Append(values[i] switch
            {
                null => ' ',
                _ when low == high => levels[levels.Length / 2],
                { } known => levels[(int)Math.Round((known - low) / (high - low) * (levels.Length - 1))],
            });
        }
        return line.ToString();
    }
}
