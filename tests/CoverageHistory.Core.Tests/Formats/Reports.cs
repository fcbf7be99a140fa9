using System.Text;
using CoverageHistory.Formats;
using CoverageHistory.Model;

namespace CoverageHistory.Core.Tests.Formats;

/// <summary>Reads reports that tests write down, the way files are read.</summary>
internal static class Reports
{
    public static CoverageReport Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static CoverageReport Read(byte[] content) =>
        CoverageReaders.Read(new MemoryStream(content), "report", ReadLimits.Default, CancellationToken.None);

    public static ReportFormatException Refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    public static ReportFormatException Refused(byte[] content) => Assert.Throws<ReportFormatException>(() => Read(content));

    /// <summary>Lines as <c>number:hits</c>, with <c>(covered/total)</c> where there are branches.</summary>
    public static string Text(this FileCoverage file) => string.Join(' ', file.Lines.Select(line =>
        line.BranchesTotal == 0 ? $"{line.Number}:{line.Hits}" : $"{line.Number}:{line.Hits}({line.BranchesCovered}/{line.BranchesTotal})"));

    /// <summary>Methods as <c>Class|Name|Signature|complexity: lines</c>.</summary>
    public static string[] Methods(this FileCoverage file) =>
    [
        .. file.Classes.SelectMany(type => type.Methods.Select(method =>
            $"{type.Name}|{method.Name}|{method.Signature}|{method.Complexity}: {string.Join(' ', method.Lines)}")),
    ];

    public static FileCoverage Only(this CoverageReport report) => Assert.Single(report.Files);
}
