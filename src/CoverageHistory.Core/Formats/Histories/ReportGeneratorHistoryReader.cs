using System.Globalization;
using System.Text;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats.Histories;

/// <summary>A <c>*_CoverageHistory.xml</c> of ReportGenerator 4 and 5: one run, with counts of each class.</summary>
internal sealed class ReportGeneratorHistoryReader : IHistoryReader
{
    private const string DateFormat = "yyyy-MM-dd_HH-mm-ss";

    public string Format => "reportgenerator-history";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var prolog = XmlProlog.Parse(head);
        // Cobertura's and Clover's root is called the same.
        return prolog.RootName.SequenceEqual("coverage"u8) && prolog.RootTag.IndexOf(" date="u8) >= 0 && prolog.RootTag.IndexOf(" line-rate="u8) < 0
            && (prolog.FirstChild.IsEmpty || prolog.FirstChild.SequenceEqual("assembly"u8));
    }

    public IReadOnlyList<HistoryEntry> Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        DateTimeOffset at = default;
        string? tag = null;
        CoveredCount lines = default, branches = default, methods = default;
        while (xml.Read())
        {
            if (!xml.IsStart)
                continue;
            if (xml.Depth == 1)
            {
                at = ReadDate(xml);
                tag = xml.FindString("tag"u8);
            }
            else if (xml.Name.SequenceEqual("class"u8))
            {
                lines += ReadCount(xml, "coveredlines"u8, "coverablelines"u8, isRequired: true);
                branches += ReadCount(xml, "coveredbranches"u8, "totalbranches"u8, isRequired: true);
                // Since ReportGenerator 5.
                methods += ReadCount(xml, "coveredcodeelements"u8, "totalcodeelements"u8, isRequired: false);
            }
        }
        return
        [
            new HistoryEntry
            {
                At = at,
                Tag = string.IsNullOrWhiteSpace(tag) ? null : tag,
                Totals = new CoverageCounts(0, lines, branches, methods, null),
            },
        ];
    }

    /// <summary>Written in the local time of a machine that nobody knows any more; taken as UTC, so that an import is the same everywhere.</summary>
    private static DateTimeOffset ReadDate(XmlScanner xml)
    {
        var date = xml.Require("date"u8);
        return DateTimeOffset.TryParseExact(Encoding.UTF8.GetString(date), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at >= DateTimeOffset.UnixEpoch
            ? at
            : throw xml.Fault("a date like 2026-11-23_02-00-00", date);
    }

    private static CoveredCount ReadCount(XmlScanner xml, ReadOnlySpan<byte> covered, ReadOnlySpan<byte> total, bool isRequired)
    {
        if (!isRequired && !xml.TryGetAttribute(total, out _))
            return default;
        var count = new CoveredCount(ReadNumber(xml, covered), ReadNumber(xml, total));
        return count.Covered <= count.Total ? count
            : throw xml.Fault("a count that is not above its total", string.Create(CultureInfo.InvariantCulture, $"{count.Covered} of {count.Total}"));
    }

    private static int ReadNumber(XmlScanner xml, ReadOnlySpan<byte> attribute) =>
        ReportNumber.TryParseLine(xml.Require(attribute), out var number) ? number
            : throw xml.Fault($"a whole number as {Encoding.UTF8.GetString(attribute)}", xml.Require(attribute));
}
