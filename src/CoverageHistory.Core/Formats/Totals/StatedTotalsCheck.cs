using System.Globalization;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Totals;

/// <summary>
/// Compares the totals a report states of itself with those its lines give. Rates are not compared: they are rounded, and follow from the
/// totals.
/// </summary>
internal static class StatedTotalsCheck
{
    /// <summary>Null when nothing is stated or both agree; information when the totals are those of everything the report lists; else a warning.</summary>
    public static Diagnostic? Compare(CoverageReport report)
    {
        if (report.Stated is not { } stated)
            return null;
        var counted = CoverageCounts.Of(report.Files);
        var lines = Difference(stated.Lines, counted.Lines, "lines");
        var branches = Difference(stated.Branches, counted.Branches, "branches");
        if (lines is null && branches is null)
            return null;
        var listed = report.Listed;
        var isListed = (lines is null || stated.Lines == listed?.Lines) && (branches is null || stated.Branches == listed?.Branches);
        var differences = lines is null || branches is null ? lines ?? branches : $"{lines}, {branches}";
        var advice = isListed
            ? "the report counts a line wherever it lists it, the history counts it once"
            : "what its lines give is recorded; 'dotnet coverage-trend record --explain' shows where the difference comes from";
        return new Diagnostic(DiagnosticCode.StatedTotalsDiffer, isListed ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
            $"the report states {differences}; {advice}");
    }

    private static string? Difference(CoveredCount? stated, CoveredCount counted, string what) =>
        stated is not { } known || known == counted ? null : string.Create(CultureInfo.InvariantCulture,
            $"{known.Covered} of {known.Total} {what} where its lines give {counted.Covered} of {counted.Total}");
}
