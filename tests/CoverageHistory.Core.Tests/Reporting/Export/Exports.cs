using CoverageHistory.Comparison;
using CoverageHistory.Model;
using CoverageHistory.Reporting;
using CoverageHistory.Storage;

namespace CoverageHistory.Core.Tests.Reporting.Export;

/// <summary>Coverage written by a renderer, and read again by our own readers.</summary>
internal static class Exports
{
    public static string Write(IReportRenderer renderer, IReadOnlyList<FileCoverage> files)
    {
        var run = new Run { Id = new Guid("01990000-0000-7000-8000-000000000001"), Key = "k", RecordedAt = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero) };
        var content = new RunContent(new RunSummary(run, "", 1, CoverageCounts.Of(files), null), files, null);
        return renderer.Render(new ReportView
        {
            Title = "Shop",
            Generator = "CoverageHistory 1.0",
            GeneratedAt = run.RecordedAt,
            Delta = RunComparer.Compare(null, content),
            ChangedModules = [],
            ChangedFiles = [],
            Hotspots = [],
            Trend = [],
            Sessions = [],
            Coverage = files,
        });
    }

    public static CoverageReport Read(string text) => Formats.Reports.Read(text);

    /// <summary>Every line with its branches.</summary>
    public static IEnumerable<string> Describe(IEnumerable<FileCoverage> files) => files.Select(file =>
        $"{file.Module} {file.Path} {string.Join(' ', file.Lines.Select(line => $"{line.Number}:{line.Hits}({line.BranchesCovered}/{line.BranchesTotal})"))}");
}
