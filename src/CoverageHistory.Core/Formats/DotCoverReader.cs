using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// dotCover's detailed XML, which lists statements; a statement covers the lines it spans. Its totals count statements, so they are not
/// compared with lines. There are no branches.
/// </summary>
internal sealed class DotCoverReader : ICoverageReader
{
    public string Format => "dotcover";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var prolog = XmlProlog.Parse(head);
        return prolog.RootName.SequenceEqual("Root"u8)
            && (prolog.RootTag.IndexOf("CoveredStatements="u8) >= 0 || prolog.RootTag.IndexOf("DotCoverVersion="u8) >= 0 || prolog.FirstChild.SequenceEqual("FileIndices"u8));
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        return new Reading(xml).Run();
    }

    private sealed class Reading
    {
        private readonly XmlScanner _xml;
        private readonly ReportBuilder _report = new("dotcover");
        private readonly MethodLines _method;
        private readonly Dictionary<int, string> _files = [];
        private readonly List<string> _types = [];
        private string _module = "";
        private string _namespace = "";

        public Reading(XmlScanner xml)
        {
            _xml = xml;
            _method = new MethodLines(_report);
        }

        public CoverageReport Run()
        {
            while (_xml.Read())
            {
                var name = _xml.Name;
                if (name.SequenceEqual("Statement"u8))
                {
                    if (_xml.IsStart)
                        AddStatement();
                }
                else if (name.SequenceEqual("File"u8))
                {
                    if (_xml.IsStart)
                        _files[Number("Index"u8)] = _xml.Intern(_xml.Require("Name"u8));
                }
                else if (name.SequenceEqual("Assembly"u8))
                    _module = _xml.IsStart ? _xml.Intern(ModuleName.Of(_xml.Require("Name"u8))) : "";
                else if (name.SequenceEqual("Namespace"u8))
                    _namespace = _xml.IsStart ? _xml.FindString("Name"u8) ?? "" : "";
                else if (name.SequenceEqual("Type"u8))
                    EnterOrLeaveType();
                else if (_xml.Depth == (_xml.IsStart ? 1 : 0))
                    ReadHeader();
                else if (!name.SequenceEqual("FileIndices"u8))
                    EnterOrLeaveMember();
            }
            return _report.Build();
        }

        private void ReadHeader()
        {
            if (!_xml.IsStart)
                return;
            if (!_xml.Name.SequenceEqual("Root"u8))
                throw _xml.Fault("<Root>", _xml.Name);
            if (_xml.FindString("ReportType"u8) is { } type && !type.Contains("Detailed", StringComparison.OrdinalIgnoreCase))
                throw _xml.Fault("a report that lists statements: run dotCover with --report-type=DetailedXML", $"type {type}, which has totals only");
        }

        private void EnterOrLeaveType()
        {
            if (_xml.IsStart)
                _types.Add(_xml.FindString("Name"u8) ?? "");
            else
                _types.RemoveAt(_types.Count - 1);
            var type = string.Join('/', _types);
            _method.Class = _namespace.Length == 0 ? type : $"{_namespace}.{type}";
        }

        /// <summary>A method, a constructor, a property and within it an accessor, and whatever else may hold statements.</summary>
        private void EnterOrLeaveMember()
        {
            _method.End();
            if (!_xml.IsStart || !_xml.TryGetAttribute("Name"u8, out var name))
                return;
            // As in "Add(System.Int32):System.Void".
            var open = name.IndexOf((byte)'(');
            var close = name.LastIndexOf("):"u8) is var at and >= 0 ? at + 1 : name.Length;
            _method.Name = _xml.Intern(open < 0 ? name : name[..open]);
            _method.Signature = open < 0 || close < open ? "" : _xml.Intern(name[open..close]);
        }

        private void AddStatement()
        {
            var index = Number("FileIndex"u8);
            var first = Number("Line"u8);
            var last = _xml.TryGetAttribute("EndLine"u8, out _) ? Number("EndLine"u8) : first;
            var covered = _xml.Require("Covered"u8);
            var isCovered = System.Text.Ascii.EqualsIgnoreCase(covered, "true"u8);
            if (!isCovered && !System.Text.Ascii.EqualsIgnoreCase(covered, "false"u8))
                throw _xml.Fault("True or False", covered);
            if (!_files.TryGetValue(index, out var path))
                throw _xml.Fault("the index of a file", $"{index}");
            if (!_method.TryAdd(_report.File(_module, path), first, last, isCovered ? 1u : 0))
                throw _xml.Fault($"at most {ReportBuilder.MaxSpannedLines} lines within spans", "more");
        }

        private int Number(ReadOnlySpan<byte> attribute)
        {
            var text = _xml.Require(attribute);
            return ReportNumber.TryParseLine(text, out var number) ? number : throw _xml.Fault("a number of at least 0", text);
        }
    }
}
