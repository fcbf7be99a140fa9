using System.Globalization;
using CoverageHistory.Model;
using CoverageHistory.Storage;

namespace CoverageHistory.Reporting;

/// <summary>One row a run, in the order of the history; RFC 4180. Rates are 0 to 1.</summary>
internal sealed class CsvRenderer : IReportRenderer
{
    public string Type => "csv";

    public string FileName => "coverage-history.csv";

    public void Render(ReportView view, TextWriter output)
    {
        WriteRow(output, ["run", "recorded_at", "commit", "branch", "status", "tags", .. BuiltInMetric.All.Select(metric => metric.Metric.Name)]);
        foreach (var run in view.Trend)
            WriteRow(output, Cells(run));
    }

    private static IEnumerable<string> Cells(RunSummary run) =>
    [
        run.Run.Id.ToString("D"),
        RunText.IsoTime(run.Run.RecordedAt),
        CsvCell.Of(run.Run.Commit?.Sha),
        CsvCell.Of(run.Run.Branch),
        RunText.Status(run.Run.Status),
        CsvCell.Of(string.Join(' ', run.Run.Tags)),
        .. BuiltInMetric.All.Select(metric => metric.Of(run.Coverage, run.Tests)?.ToString("R", CultureInfo.InvariantCulture) ?? ""),
    ];

    private static void WriteRow(TextWriter output, IEnumerable<string> cells)
    {
        output.Write(string.Join(',', cells));
        output.Write("\r\n");
    }
}
