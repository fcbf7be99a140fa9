namespace CoverageHistory.Reporting;

/// <summary>Style sheets and scripts that ship inside this assembly.</summary>
internal static class EmbeddedText
{
    /// <param name="name">File name below <c>Reporting</c>, folders with dots: <c>Svg.chart.css</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream("CoverageHistory.Reporting." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
