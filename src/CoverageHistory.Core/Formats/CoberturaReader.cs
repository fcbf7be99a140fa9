using System.Text;
using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Foreign;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.Totals;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// Cobertura XML as coverlet, Microsoft's collector, altcover, gcovr, coverage.py, Istanbul, MATLAB and others write it.
/// Lines stand under methods, under classes, or under both; the union of all counts.
/// </summary>
internal sealed class CoberturaReader : ICoverageReader, ILineLister
{
    public string Format => "cobertura";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var prolog = XmlProlog.Parse(head);
        if (!prolog.RootName.SequenceEqual("coverage"u8))
            return false;
        // Clover's root is called the same, and so is that of Sonar's generic format.
        var child = prolog.FirstChild;
        return prolog.RootTag.IndexOf("line-rate="u8) >= 0
            || child.SequenceEqual("sources"u8) || child.SequenceEqual("packages"u8)
            || (child.IsEmpty && prolog.RootTag.IndexOf("clover="u8) < 0 && prolog.RootTag.IndexOf(ForeignFormat.NCoverMark) < 0);
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        return Read(xml);
    }

    public IReadOnlyList<LineMention> List(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        var mentions = new List<LineMention>();
        new Reading(xml, mentions).Run();
        return mentions;
    }

    /// <param name="format">What the report is called that was converted to this.</param>
    internal static CoverageReport Read(XmlScanner xml, string format = "cobertura") => new Reading(xml, format: format).Run();

    /// <summary>One pass over one report: where it is, and what it found so far.</summary>
    /// <param name="mentions">Filled with every mention of a line; null where nobody asks.</param>
    private sealed class Reading(XmlScanner xml, List<LineMention>? mentions = null, string format = "cobertura")
    {
        private readonly ReportBuilder _report = new(format);
        private readonly List<int> _methodLines = [];
        private ListedTotals _ofClasses;
        private ListedTotals _ofMethods;
        private bool _isFromCoverlet;
        private string _module = "";
        private FileBuilder? _file;
        private ClassBuilder? _class;
        private string? _method;
        private string _signature = "";
        private int? _complexity;

        public CoverageReport Run()
        {
            while (xml.Read())
            {
                if (xml.Is("line"u8))
                {
                    if (xml.IsStart)
                        AddLine();
                }
                else if (xml.Is("method"u8))
                    EnterOrLeaveMethod();
                else if (xml.Is("class"u8))
                    EnterOrLeaveClass();
                else if (xml.Is("package"u8))
                    _module = xml.IsStart ? xml.FindString("name"u8) ?? "" : "";
                else if (xml.IsStart && xml.Is("source"u8))
                    AddSource();
                else if (xml.IsStart && xml.Depth == 1)
                    ReadHeader();
            }
            // Some list lines under methods only.
            _report.Listed = _ofClasses.IsEmpty ? _ofMethods : _ofClasses;
            _report.ListsAllBranches = !_isFromCoverlet;
            return _report.Build();
        }

        private void ReadHeader()
        {
            if (!xml.Name.SequenceEqual("coverage"u8))
                throw xml.Fault("<coverage>", xml.Name);
            // Microsoft's collector writes the same version, and a complexity.
            _isFromCoverlet = xml.TryGetAttribute("version"u8, out var version) && version.SequenceEqual("1.9"u8) && !xml.TryGetAttribute("complexity"u8, out _);
            _report.StatedLines = FindTotals("lines-covered"u8, "lines-valid"u8);
            _report.StatedBranches = FindTotals("branches-covered"u8, "branches-valid"u8);
            if (xml.TryGetAttribute("timestamp"u8, out var timestamp))
                _report.GeneratedAt = ReportNumber.ParseMoment(timestamp);
        }

        private CoveredCount? FindTotals(ReadOnlySpan<byte> covered, ReadOnlySpan<byte> total) =>
            xml.TryGetAttribute(covered, out var value) && ReportNumber.ParseTotal(value) is { } first
            && xml.TryGetAttribute(total, out value) && ReportNumber.ParseTotal(value) is { } second
                ? new CoveredCount(first, second)
                : null;

        private void AddSource()
        {
            var source = WhiteSpace.Trim(xml.ReadText());
            if (!source.IsEmpty)
                _report.SourceRoots.Add(xml.Intern(source));
        }

        private void EnterOrLeaveClass()
        {
            _file = null;
            _class = null;
            if (!xml.IsStart)
                return;
            // In the order coverlet writes them.
            var name = xml.FindString("name"u8) ?? "";
            _file = _report.File(_module, xml.Intern(xml.Require("filename"u8)));
            _class = _file.Class(name);
        }

        private void EnterOrLeaveMethod()
        {
            if (xml.IsStart)
            {
                _methodLines.Clear();
                _method = xml.FindString("name"u8) ?? "";
                _signature = xml.FindString("signature"u8) ?? "";
                _complexity = xml.TryGetAttribute("complexity"u8, out var complexity) ? ReportNumber.ParseComplexity(complexity) : null;
                return;
            }
            _class?.AddMethod(_method ?? "", _signature, _complexity, _methodLines);
            _method = null;
        }

        private void AddLine()
        {
            if (_file is null)
                return;
            if (!ReportNumber.TryParseLine(xml.Require("number"u8), out var number))
                throw xml.Fault("a line number", xml.Require("number"u8));
            if (!ReportNumber.TryParseCount(xml.Require("hits"u8), out var hits))
                throw xml.Fault("a hit count", xml.Require("hits"u8));
            // Some producers give code without a place in the source line 0.
            if (number == 0)
                return;
            int covered = 0, total = 0;
            if ((!xml.TryGetAttribute("branch"u8, out var branch) || (branch.Length == 4 && Ascii.EqualsIgnoreCase(branch, "true"u8)))
                && xml.TryGetAttribute("condition-coverage"u8, out var condition))
                ReadBranches(condition, out covered, out total);
            _file.AddLine(number, hits, covered, total);
            mentions?.Add(new LineMention(_module, _class!.Name, _method is null ? null : _method + _signature, _file.Path, number, total));
            if (_method is null)
            {
                _ofClasses.AddLine(hits, covered, total);
                return;
            }
            _ofMethods.AddLine(hits, covered, total);
            _methodLines.Add(number);
        }

        /// <summary>From <c>50% (1/2)</c>; without the part in parentheses nothing is counted.</summary>
        private void ReadBranches(ReadOnlySpan<byte> condition, out int covered, out int total)
        {
            covered = total = 0;
            var open = condition.LastIndexOf((byte)'(');
            if (open < 0)
                return;
            var fraction = condition[(open + 1)..];
            var close = fraction.IndexOf((byte)')');
            var slash = fraction.IndexOf((byte)'/');
            if (slash < 0 || close < slash || !ReportNumber.TryParseLine(fraction[..slash], out covered)
                || !ReportNumber.TryParseLine(fraction[(slash + 1)..close], out total) || covered > total)
                throw xml.Fault("branches as (covered/total)", condition);
        }
    }
}
