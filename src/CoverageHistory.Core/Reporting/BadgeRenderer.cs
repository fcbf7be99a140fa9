using CoverageHistory.Reporting.Markup;

namespace CoverageHistory.Reporting;

/// <summary>A flat badge with the line rate, for a README.</summary>
internal sealed class BadgeRenderer : IReportRenderer
{
    private const string Label = "coverage";
    private const int Padding = 8;

    public string Type => "badge";

    public string FileName => "coverage-badge.svg";

    public void Render(ReportView view, TextWriter output)
    {
        var rate = view.Head.Coverage?.Lines.Rate;
        var value = rate is { } known ? Percent.Number(known) + "%" : "unknown";
        int left = TextWidth(Label) + 2 * Padding, right = TextWidth(value) + 2 * Padding;
        var markup = new MarkupWriter(output);
        markup.Line($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{Label}: {value}">
            <title>{Label}: {value}</title>
            <clipPath id="round"><rect width="{left + right}" height="20" rx="4"/></clipPath>
            <g clip-path="url(#round)"><rect width="{left}" height="20" fill="#444c56"/><rect x="{left}" width="{right}" height="20" fill="{Color(rate)}"/></g>
            <g font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle" fill="#fff">
            <text x="{left / 2.0}" y="14" textLength="{TextWidth(Label)}">{Label}</text>
            <text x="{left + right / 2.0}" y="14" font-weight="bold" textLength="{TextWidth(value)}">{value}</text>
            </g>
            </svg>
            """);
    }

    /// <summary>White text on each has a contrast of at least 4.5 to 1.</summary>
    private static string Color(double? rate) => rate switch
    {
        null => "#6e7781",
        >= 0.9 => "#1a7f37",
        >= 0.8 => "#4d7c0f",
        >= 0.7 => "#7a6a00",
        >= 0.6 => "#95600a",
        >= 0.5 => "#b2500c",
        _ => "#c0262d",
    };

    /// <summary>Of Verdana 11 px, about; <c>textLength</c> makes the text fit whatever the font is.</summary>
    private static int TextWidth(string text) => (int)Math.Ceiling(text.Sum(c => c switch
    {
        '.' => 4.2,
        '%' => 12.5,
        >= '0' and <= '9' => 7.6,
        _ => 6.7,
    }));
}
