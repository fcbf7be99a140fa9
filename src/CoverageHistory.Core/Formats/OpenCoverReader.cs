using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// OpenCover XML as OpenCover 4, coverlet and altcover write it. Its totals count sequence points, and a branch for each method, so they
/// are not compared with lines.
/// </summary>
internal sealed class OpenCoverReader : ICoverageReader
{
    public string Format => "opencover";

    public bool Recognizes(ReadOnlySpan<byte> head) => XmlProlog.Parse(head).RootName.SequenceEqual("CoverageSession"u8);

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        return new Reading(xml).Run();
    }

    private sealed class Reading
    {
        private readonly XmlScanner _xml;
        private readonly ReportBuilder _report = new("opencover");
        private readonly MethodLines _method;
        private readonly Dictionary<int, string> _files = [];
        private readonly List<(uint Offset, FileBuilder File, int Line)> _points = [];
        private string _module = "";
        private string _methodName = "";
        private int? _methodFile;

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
                if (name.SequenceEqual("SequencePoint"u8))
                {
                    if (_xml.IsStart)
                        AddPoint();
                }
                else if (name.SequenceEqual("BranchPoint"u8))
                {
                    if (_xml.IsStart)
                        AddBranch();
                }
                else if (name.SequenceEqual("Method"u8))
                    EnterOrLeaveMethod();
                else if (!_xml.IsStart)
                    continue;
                else if (name.SequenceEqual("Name"u8))
                    ReadMethodName();
                else if (name.SequenceEqual("FileRef"u8))
                    _methodFile = Number("uid"u8);
                else if (name.SequenceEqual("FullName"u8))
                    _method.Class = _xml.Intern(_xml.ReadText());
                else if (name.SequenceEqual("File"u8))
                    AddFile();
                else if (name.SequenceEqual("ModuleName"u8))
                    _module = _xml.Intern(_xml.ReadText());
                else if (name.SequenceEqual("Module"u8))
                    _files.Clear();
                else if (_xml.Depth == 1 && !name.SequenceEqual("CoverageSession"u8))
                    throw _xml.Fault("<CoverageSession>", name);
            }
            return _report.Build();
        }

        private void AddFile()
        {
            var uid = Number("uid"u8) ?? throw _xml.Fault("attribute uid", "<File> without it");
            _files[uid] = _xml.Intern(_xml.Require("fullPath"u8));
        }

        private void EnterOrLeaveMethod()
        {
            if (!_xml.IsStart)
            {
                _method.End();
                return;
            }
            _points.Clear();
            _methodName = "";
            _methodFile = null;
            _method.Complexity = _xml.TryGetAttribute("cyclomaticComplexity"u8, out var complexity) ? ReportNumber.ParseComplexity(complexity) : null;
        }

        private void ReadMethodName()
        {
            var text = _xml.ReadText();
            _methodName = _xml.Intern(text);
            var parts = CilMethodName.Parse(text);
            _method.Name = _xml.Intern(parts.Name);
            _method.Signature = _xml.Intern(parts.Signature);
        }

        private void AddPoint()
        {
            // In the order OpenCover and coverlet write them.
            var hits = Hits();
            var offset = Number("offset"u8);
            var line = Number("sl"u8);
            var last = Number("el"u8);
            if (line is not { } first || FindFile() is not { } file)
                return;
            if (!_method.TryAdd(file, first, last ?? first, hits))
                throw _xml.Fault($"at most {ReportBuilder.MaxSpannedLines} lines within spans", "more");
            if (offset is { } at)
                _points.Add(((uint)at, file, first));
        }

        private void AddBranch()
        {
            var hits = Hits();
            var offset = (uint)(Number("offset"u8) ?? 0);
            var line = Number("sl"u8);
            var path = (uint)(Number("path"u8) ?? 0);
            var file = FindFile();
            // OpenCover before 4.6 gives no line: the branch belongs to the sequence point it lies in.
            if (line is null && FindPoint(offset) is { } point)
                (_, file, line) = point;
            if (file is not null && line is { } number and > 0 && !ReportNumber.IsHidden(number))
                file.AddDecision(new Decision(number, _methodName, offset, path, hits));
        }

        /// <summary>The last of the method's sequence points, which come in order, that begins at the offset or before.</summary>
        private (uint Offset, FileBuilder File, int Line)? FindPoint(uint offset)
        {
            int low = 0, high = _points.Count;
            while (low < high)
            {
                var middle = (low + high) >>> 1;
                if (_points[middle].Offset <= offset)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low > 0 ? _points[low - 1] : null;
        }

        private uint Hits() =>
            ReportNumber.TryParseCount(_xml.Require("vc"u8), out var hits) ? hits : throw _xml.Fault("a visit count", _xml.Require("vc"u8));

        /// <summary>Null for code without a source file.</summary>
        private FileBuilder? FindFile()
        {
            var uid = Number("fileid"u8) ?? _methodFile;
            return uid is { } known && _files.TryGetValue(known, out var path) ? _report.File(_module, path) : null;
        }

        /// <summary>Null without the attribute, and where it is empty as altcover leaves it for native code.</summary>
        private int? Number(ReadOnlySpan<byte> attribute)
        {
            if (!_xml.TryGetAttribute(attribute, out var text) || WhiteSpace.Trim(text).IsEmpty)
                return null;
            return ReportNumber.TryParseLine(text, out var number) ? number : throw _xml.Fault("a number of at least 0", text);
        }
    }
}
