using System.Globalization;
using System.Text;
using System.Xml;
using CoverageHistory.Model;
using CoverageHistory.Reporting;

namespace CoverageHistory.ReportGenerator;

/// <summary>Writes a run as ReportGenerator 5 writes its own: counts of each class.</summary>
internal static class HistoryDocument
{
    /// <param name="coverage">Ordered by module; empty when the run holds totals without lines.</param>
    public static void Write(Stream output, HistoryFile file, IReadOnlyList<FileCoverage> coverage)
    {
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CloseOutput = false });
        xml.WriteStartElement("coverage");
        Write(xml, "version", "1.0");
        Write(xml, "date", file.Date);
        Write(xml, "tag", Tag(file.Run.Run));
        if (coverage.Count == 0)
            WriteTotals(xml, file.Run.Coverage ?? default);
        foreach (var module in coverage.GroupBy(one => one.Module, StringComparer.Ordinal))
        {
            xml.WriteStartElement("assembly");
            Write(xml, "name", module.Key);
            foreach (var type in ClassCount.Of(module).OrderBy(type => type.Name, StringComparer.Ordinal))
            {
                WriteClass(xml, type.Name, type.Lines, type.LastLine, type.Branches, type.Methods, type.FullyCoveredMethods);
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>The chart of the whole adds classes up; a class that no report has shows nowhere else.</summary>
    private static void WriteTotals(XmlWriter xml, CoverageCounts totals)
    {
        xml.WriteStartElement("assembly");
        Write(xml, "name", "");
        WriteClass(xml, "(totals)", totals.Lines, totals.Lines.Total, totals.Branches, totals.Methods, 0);
        xml.WriteEndElement();
    }

    private static void WriteClass(
        XmlWriter xml, string name, CoveredCount lines, long totalLines, CoveredCount branches, CoveredCount methods, long fullyCovered)
    {
        xml.WriteStartElement("class");
        Write(xml, "name", name);
        Write(xml, "coveredlines", lines.Covered);
        Write(xml, "coverablelines", lines.Total);
        Write(xml, "totallines", totalLines);
        Write(xml, "coveredbranches", branches.Covered);
        Write(xml, "totalbranches", branches.Total);
        Write(xml, "coveredcodeelements", methods.Covered);
        Write(xml, "fullcoveredcodeelements", fullyCovered);
        Write(xml, "totalcodeelements", methods.Total);
        xml.WriteEndElement();
    }

    /// <summary>What a person may know the run by, in one line.</summary>
    private static string Tag(Run run) => run.Tags.Count > 0 ? string.Join(", ", run.Tags) : RunText.ShortCommit(run) ?? "";

    private static void Write(XmlWriter xml, string name, long number) => Write(xml, name, number.ToString(CultureInfo.InvariantCulture));

    private static void Write(XmlWriter xml, string name, string data) => xml.WriteAttributeString(name, LogText.Clean(data));
}
