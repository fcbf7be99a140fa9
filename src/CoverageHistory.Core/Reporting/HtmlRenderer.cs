using System.Text;
using CoverageHistory.Hashing;
using CoverageHistory.Reporting.Html;
using CoverageHistory.Reporting.Markup;

namespace CoverageHistory.Reporting;

/// <summary>
/// One page that holds everything it needs and asks the network for nothing. It reads without scripts; the script sorts and filters
/// tables. A content security policy allows this style sheet and this script by their hashes and nothing else.
/// </summary>
internal sealed class HtmlRenderer : IReportRenderer
{
    public string Type => "html";

    public string FileName => "coverage.html";

    public void Render(ReportView view, TextWriter output)
    {
        var style = EmbeddedText.Read("Svg.colors.css") + EmbeddedText.Read("Svg.chart.css") + EmbeddedText.Read("Html.report.css");
        var script = EmbeddedText.Read("Html.report.js");
        var policy = $"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'";
        var markup = new MarkupWriter(output);
        markup.Line($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta name="generator" content="{view.Generator}">
            <title>Coverage of {view.Title}</title>
            """);
        markup.Trusted("<style>" + style + "</style>\n");
        markup.Line($"</head>\n<body>");
        new ReportPage(markup, view).Write();
        markup.Trusted("<script>" + script + "</script>\n");
        markup.Line($"</body>\n</html>");
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(Sha256.Of(Encoding.UTF8.GetBytes(text)));
}
