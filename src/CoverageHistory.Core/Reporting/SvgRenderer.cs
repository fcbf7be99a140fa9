using CoverageHistory.Reporting.Markup;
using CoverageHistory.Reporting.Svg;

namespace CoverageHistory.Reporting;

/// <summary>The trend as a picture, for a README or a wiki. Follows the reader's light or dark scheme.</summary>
internal sealed class SvgRenderer : IReportRenderer
{
    public string Type => "svg";

    public string FileName => "coverage-trend.svg";

    public void Render(ReportView view, TextWriter output)
    {
        var chart = new TrendChart(view.Trend);
        var markup = new MarkupWriter(output);
        markup.Line($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {TrendChart.Width} {TrendChart.Height}" width="{TrendChart.Width}" height="{TrendChart.Height}" role="img" aria-labelledby="title desc">
            <title id="title">Coverage of {view.Title}</title>
            <desc id="desc">{chart.Summary}</desc>
            """);
        markup.Trusted("<style>\n" + EmbeddedText.Read("Svg.colors.css") + EmbeddedText.Read("Svg.chart.css") + ".back { fill: var(--page); }\n</style>\n");
        markup.Line($"""<rect class="back" width="{TrendChart.Width}" height="{TrendChart.Height}" rx="6"/>""");
        chart.Draw(markup);
        markup.Line($"</svg>");
    }
}
