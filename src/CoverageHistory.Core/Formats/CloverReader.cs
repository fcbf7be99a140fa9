using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Totals;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// Clover XML as Clover, OpenClover, Istanbul and PHPUnit write it. Lines of type <c>method</c> only say where one begins; what counts
/// are statements and conditions. Test code, which Clover lists apart, is left out as Clover leaves it out.
/// </summary>
internal sealed class CloverReader : ICoverageReader, ILineLister
{
    public string Format => "clover";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var prolog = XmlProlog.Parse(head);
        return prolog.RootName.SequenceEqual("coverage"u8)
            && (prolog.FirstChild.SequenceEqual("project"u8) || prolog.FirstChild.SequenceEqual("testproject"u8) || prolog.RootTag.IndexOf(" clover="u8) >= 0);
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        return new Reading(xml).Run();
    }

    public IReadOnlyList<LineMention> List(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        var mentions = new List<LineMention>();
        new Reading(xml, mentions).Run();
        return mentions;
    }

    /// <param name="mentions">Filled with every mention of a line; null where nobody asks.</param>
    private sealed class Reading(XmlScanner xml, List<LineMention>? mentions = null)
    {
        private readonly ReportBuilder _report = new("clover");
        private readonly List<string> _classes = [];
        private readonly List<Method> _methods = [];
        private string _project = "";
        private string? _package;
        private FileBuilder? _file;
        private ListedTotals _listed;
        private bool _isTestCode;

        public CoverageReport Run()
        {
            while (xml.Read())
            {
                var name = xml.Name;
                if (name.SequenceEqual("line"u8))
                {
                    if (xml.IsStart && _file is not null)
                        ReadLine();
                }
                else if (name.SequenceEqual("file"u8))
                    EnterOrLeaveFile();
                else if (name.SequenceEqual("class"u8))
                {
                    if (xml.IsStart && xml.FindString("name"u8) is { } type)
                        _classes.Add(type);
                }
                else if (name.SequenceEqual("package"u8))
                    _package = xml.IsStart ? xml.FindString("name"u8) : null;
                else if (name.SequenceEqual("testproject"u8))
                    _isTestCode = xml.IsStart;
                else if (xml.IsStart)
                    ReadHeader(name);
            }
            _report.Listed = _listed;
            return _report.Build();
        }

        private void ReadHeader(ReadOnlySpan<byte> name)
        {
            if (name.SequenceEqual("project"u8))
                _project = xml.FindString("name"u8) ?? "";
            else if (xml.Depth == 1)
            {
                if (!name.SequenceEqual("coverage"u8))
                    throw xml.Fault("<coverage>", name);
                if (xml.TryGetAttribute("generated"u8, out var generated))
                    _report.GeneratedAt = ReportNumber.ParseMoment(generated);
            }
            else if (xml.Depth == 3 && !_isTestCode && name.SequenceEqual("metrics"u8))
            {
                _report.StatedLines = FindTotals("coveredstatements"u8, "statements"u8);
                _report.StatedBranches = FindTotals("coveredconditionals"u8, "conditionals"u8);
            }
        }

        private CoveredCount? FindTotals(ReadOnlySpan<byte> covered, ReadOnlySpan<byte> total) =>
            xml.TryGetAttribute(covered, out var value) && ReportNumber.ParseTotal(value) is { } first
            && xml.TryGetAttribute(total, out value) && ReportNumber.ParseTotal(value) is { } second
                ? new CoveredCount(first, second)
                : null;

        private void EnterOrLeaveFile()
        {
            if (xml.IsStart && !_isTestCode)
            {
                var path = xml.FindString("path"u8) ?? xml.FindString("name"u8) ?? throw xml.Fault("attribute path", "<file> without it");
                _file = _report.File(_package ?? _project, path);
                return;
            }
            if (_file is not null)
            {
                // Lines do not say which class they are of.
                var type = _classes.Count == 1 ? _classes[0] : "";
                foreach (var method in _methods)
                    _file.Class(type).AddMethod(method.Name, method.Signature, method.Complexity, method.Lines);
            }
            _file = null;
            _classes.Clear();
            _methods.Clear();
        }

        private void ReadLine()
        {
            if (!ReportNumber.TryParseLine(xml.Require("num"u8), out var number))
                throw xml.Fault("a line number", xml.Require("num"u8));
            var isCondition = false;
            if (xml.TryGetAttribute("type"u8, out var type))
            {
                if (type.SequenceEqual("method"u8))
                {
                    BeginMethod();
                    return;
                }
                isCondition = type.SequenceEqual("cond"u8);
            }
            uint? count = FindCount("count"u8), whenTrue = FindCount("truecount"u8), whenFalse = FindCount("falsecount"u8);
            if (count is null && whenTrue is null && whenFalse is null)
                throw xml.Fault("attribute count", "<line> without it");
            if (number == 0)
                return;
            var hits = count ?? Math.Max(whenTrue ?? 0, whenFalse ?? 0);
            int covered = 0, total = 0;
            if (isCondition && count is not null)
            {
                // Istanbul adds the line's count and writes how many of its branches ran and how many did not.
                covered = (int)Math.Min(whenTrue ?? 0, ushort.MaxValue);
                total = covered + (int)Math.Min(whenFalse ?? 0, ushort.MaxValue);
            }
            else if (isCondition)
            {
                covered = (whenTrue > 0 ? 1 : 0) + (whenFalse > 0 ? 1 : 0);
                total = (whenTrue is null ? 0 : 1) + (whenFalse is null ? 0 : 1);
            }
            _file!.AddLine(number, hits, covered, total);
            _listed.AddLine(hits, covered, total);
            mentions?.Add(new LineMention(_file.Module, "", null, _file.Path, number, total));
            if (_methods.Count > 0)
                _methods[^1].Lines.Add(number);
        }

        /// <summary>Clover writes <c>signature="add(int) : void"</c>, PHPUnit <c>name="add"</c>.</summary>
        private void BeginMethod()
        {
            var complexity = xml.TryGetAttribute("complexity"u8, out var text) ? ReportNumber.ParseComplexity(text) : null;
            if (xml.TryGetAttribute("signature"u8, out var signature) && signature.IndexOf((byte)'(') is var open and >= 0)
            {
                var close = signature.LastIndexOf((byte)')');
                var end = close > open ? close + 1 : signature.Length;
                _methods.Add(new Method(xml.Intern(signature[..open]), xml.Intern(signature[open..end]), complexity, []));
            }
            else
                _methods.Add(new Method(xml.FindString("name"u8) ?? xml.FindString("signature"u8) ?? "", "", complexity, []));
        }

        private uint? FindCount(ReadOnlySpan<byte> attribute)
        {
            if (!xml.TryGetAttribute(attribute, out var text))
                return null;
            return ReportNumber.TryParseCount(text, out var count) ? count : throw xml.Fault("a count", text);
        }

        private sealed record Method(string Name, string Signature, int? Complexity, List<int> Lines);
    }
}
