using System.Globalization;
using System.Xml;
using CoverageHistory.Model;
using CoverageHistory.Reporting.Export;

namespace CoverageHistory.Reporting;

/// <summary>
/// The merged coverage of a run as Cobertura XML, valid against its <c>coverage-04.dtd</c>. A rate of nothing is 1, as Cobertura's own;
/// complexity is that of the most complex method, 0 where it is unknown.
/// </summary>
internal sealed class CoberturaRenderer : IReportRenderer
{
    public string Type => "cobertura";

    public string FileName => "coverage.cobertura.xml";

    public bool NeedsLines => true;

    public void Render(ReportView view, TextWriter output)
    {
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using var xml = XmlWriter.Create(output, new XmlWriterSettings
        {
            OmitXmlDeclaration = true,
            Indent = true,
            NewLineChars = "\n",
            CloseOutput = false,
        });
        xml.WriteDocType("coverage", null, "http://cobertura.sourceforge.net/xml/coverage-04.dtd", null);
        xml.WriteStartElement("coverage");
        var totals = view.Head.Coverage ?? default;
        WriteRates(xml, totals.Lines, totals.Branches);
        Write(xml, "lines-covered", totals.Lines.Covered);
        Write(xml, "lines-valid", totals.Lines.Total);
        Write(xml, "branches-covered", totals.Branches.Covered);
        Write(xml, "branches-valid", totals.Branches.Total);
        Write(xml, "complexity", totals.MaxComplexity ?? 0);
        Write(xml, "version", view.Generator);
        Write(xml, "timestamp", view.Head.Run.RecordedAt.ToUnixTimeSeconds());
        xml.WriteStartElement("sources");
        // Paths are relative to the root of the repository, wherever that is.
        xml.WriteElementString("source", ".");
        xml.WriteEndElement();
        xml.WriteStartElement("packages");
        foreach (var module in view.Coverage.GroupBy(file => file.Module, StringComparer.Ordinal))
            WriteModule(xml, module.Key, module);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.Write('\n');
    }

    private static void WriteModule(XmlWriter xml, string name, IEnumerable<FileCoverage> files)
    {
        var counts = CoverageCounts.Of(files);
        xml.WriteStartElement("package");
        Write(xml, "name", name);
        WriteRates(xml, counts.Lines, counts.Branches);
        Write(xml, "complexity", counts.MaxComplexity ?? 0);
        xml.WriteStartElement("classes");
        foreach (var file in files)
        {
            foreach (var part in ClassPart.Of(file))
                WriteClass(xml, file, part);
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteClass(XmlWriter xml, FileCoverage file, ClassPart part)
    {
        xml.WriteStartElement("class");
        Write(xml, "name", part.Name);
        Write(xml, "filename", file.Path.Value);
        WriteRates(xml, part.Lines);
        Write(xml, "complexity", part.Methods.Max(method => method.Complexity) ?? 0);
        xml.WriteStartElement("methods");
        foreach (var method in part.Methods)
        {
            List<LineCoverage> lines = [.. file.LinesOf(method)];
            xml.WriteStartElement("method");
            Write(xml, "name", method.Name);
            Write(xml, "signature", method.Signature);
            WriteRates(xml, lines);
            Write(xml, "complexity", method.Complexity ?? 0);
            WriteLines(xml, lines);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        WriteLines(xml, part.Lines);
        xml.WriteEndElement();
    }

    private static void WriteLines(XmlWriter xml, IReadOnlyList<LineCoverage> lines)
    {
        xml.WriteStartElement("lines");
        foreach (var line in lines)
        {
            xml.WriteStartElement("line");
            Write(xml, "number", line.Number);
            Write(xml, "hits", line.Hits);
            Write(xml, "branch", line.BranchesTotal > 0 ? "true" : "false");
            if (line.BranchesTotal > 0)
            {
                var rate = (double)line.BranchesCovered / line.BranchesTotal;
                Write(xml, "condition-coverage", string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.##}% ({line.BranchesCovered}/{line.BranchesTotal})"));
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void WriteRates(XmlWriter xml, IReadOnlyList<LineCoverage> lines)
    {
        long covered = 0, branchesCovered = 0, branchesTotal = 0;
        foreach (var line in lines)
        {
            covered += line.IsCovered ? 1 : 0;
            branchesCovered += line.BranchesCovered;
            branchesTotal += line.BranchesTotal;
        }
        WriteRates(xml, new CoveredCount(covered, lines.Count), new CoveredCount(branchesCovered, branchesTotal));
    }

    private static void WriteRates(XmlWriter xml, CoveredCount lines, CoveredCount branches)
    {
        Write(xml, "line-rate", (lines.Rate ?? 1).ToString("0.####", CultureInfo.InvariantCulture));
        Write(xml, "branch-rate", (branches.Rate ?? 1).ToString("0.####", CultureInfo.InvariantCulture));
    }

    private static void Write(XmlWriter xml, string name, long number) =>
        xml.WriteAttributeString(name, number.ToString(CultureInfo.InvariantCulture));

    private static void Write(XmlWriter xml, string name, string data) => xml.WriteAttributeString(name, ExportText.OfXml(data));
}
