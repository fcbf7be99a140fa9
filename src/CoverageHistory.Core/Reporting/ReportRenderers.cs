namespace CoverageHistory.Reporting;

/// <summary>The renderers there are.</summary>
internal static class ReportRenderers
{
    public static IReadOnlyList<IReportRenderer> All { get; } =
    [
        new HtmlRenderer(), new MarkdownRenderer(), new SvgRenderer(), new BadgeRenderer(), new JsonRenderer(), new CsvRenderer(),
        new CoberturaRenderer(), new LcovRenderer(),
    ];

    /// <summary>Null when there is no such type.</summary>
    public static IReportRenderer? Find(string type) => All.FirstOrDefault(renderer => renderer.Type == type);
}
