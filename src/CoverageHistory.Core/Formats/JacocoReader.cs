using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// JaCoCo XML, of one module or of groups of them. It counts instructions, so a line that ran is hit once. Paths are a package and a
/// file name: which source folder they are below, the report does not say.
/// </summary>
internal sealed class JacocoReader : ICoverageReader
{
    public string Format => "jacoco";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        var prolog = XmlProlog.Parse(head);
        if (!prolog.RootName.SequenceEqual("report"u8))
            return false;
        var child = prolog.FirstChild;
        return child.SequenceEqual("sessioninfo"u8) || child.SequenceEqual("package"u8) || child.SequenceEqual("group"u8)
            || child.SequenceEqual("counter"u8) || (child.IsEmpty && prolog.RootTag.IndexOf("name="u8) >= 0);
    }

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        return new Reading(xml).Run();
    }

    private sealed class Reading(XmlScanner xml)
    {
        private readonly ReportBuilder _report = new("jacoco");
        private readonly Stack<string> _modules = new();
        private readonly List<Method> _methods = [];
        private readonly Dictionary<string, (FileBuilder File, List<int> Lines)> _files = new(StringComparer.Ordinal);
        private string _package = "";
        private string _class = "";
        private string? _classFile;
        private Method? _method;
        private ListedTotals _listed;
        private (FileBuilder File, List<int> Lines)? _file;

        public CoverageReport Run()
        {
            while (xml.Read())
            {
                var name = xml.Name;
                if (name.SequenceEqual("line"u8))
                {
                    if (xml.IsStart && _file is { } file)
                        ReadLine(file.File, file.Lines);
                }
                else if (name.SequenceEqual("counter"u8))
                {
                    if (xml.IsStart)
                        ReadCounter();
                }
                else if (name.SequenceEqual("method"u8))
                    EnterOrLeaveMethod();
                else if (name.SequenceEqual("class"u8))
                {
                    _class = xml.IsStart ? xml.FindString("name"u8) ?? "" : "";
                    _classFile = xml.IsStart ? xml.FindString("sourcefilename"u8) : null;
                }
                else if (name.SequenceEqual("sourcefile"u8))
                    _file = xml.IsStart ? EnterFile() : null;
                else if (name.SequenceEqual("package"u8))
                    EnterOrLeavePackage();
                else if (name.SequenceEqual("group"u8) || xml.Depth == (xml.IsStart ? 1 : 0))
                    EnterOrLeaveModule();
                else if (xml.IsStart && name.SequenceEqual("sessioninfo"u8))
                    ReadSession();
            }
            _report.Listed = _listed;
            return _report.Build();
        }

        /// <summary>The report itself is a module; groups within it are others.</summary>
        private void EnterOrLeaveModule()
        {
            if (xml.IsStart && xml.Depth == 1 && !xml.Name.SequenceEqual("report"u8))
                throw xml.Fault("<report>", xml.Name);
            if (xml.IsStart)
                _modules.Push(xml.FindString("name"u8) ?? "");
            else
                _modules.Pop();
        }

        private void ReadSession()
        {
            if (xml.TryGetAttribute("dump"u8, out var dump) && ReportNumber.ParseMoment(dump) is { } at && !(_report.GeneratedAt > at))
                _report.GeneratedAt = at;
        }

        private void EnterOrLeavePackage()
        {
            if (xml.IsStart)
            {
                _package = xml.FindString("name"u8) ?? "";
                return;
            }
            foreach (var method in _methods)
                AddMethod(method);
            _methods.Clear();
            _files.Clear();
        }

        private (FileBuilder File, List<int> Lines) EnterFile()
        {
            var name = xml.Intern(xml.Require("name"u8));
            if (!_files.TryGetValue(name, out var file))
                _files.Add(name, file = (_report.File(_modules.Peek(), _package.Length == 0 ? name : $"{_package}/{name}"), []));
            return file;
        }

        private void ReadLine(FileBuilder file, List<int> lines)
        {
            var number = Number("nr"u8);
            var instructions = Number("ci"u8);
            var missed = Number("mb"u8);
            var covered = Number("cb"u8);
            if (number == 0)
                return;
            var branches = (int)Math.Min((long)covered + missed, int.MaxValue);
            file.AddLine(number, instructions > 0 ? 1u : 0, covered, branches);
            _listed.AddLine(instructions > 0 ? 1u : 0, covered, branches);
            lines.Add(number);
        }

        private void EnterOrLeaveMethod()
        {
            if (!xml.IsStart)
            {
                if (_method is { First: > 0 })
                    _methods.Add(_method);
                _method = null;
                return;
            }
            var first = xml.TryGetAttribute("line"u8, out _) ? Number("line"u8) : 0;
            if (_classFile is { } file)
                _method = new Method(file, _class, xml.FindString("name"u8) ?? "", xml.FindString("desc"u8) ?? "", first);
        }

        private void ReadCounter()
        {
            var isLine = xml.Require("type"u8).SequenceEqual("LINE"u8);
            var isBranch = xml.Require("type"u8).SequenceEqual("BRANCH"u8);
            var isComplexity = xml.Require("type"u8).SequenceEqual("COMPLEXITY"u8);
            long missed = Number("missed"u8), covered = Number("covered"u8);
            var total = missed + covered;
            if (_method is not null && isLine)
                _method.Lines = (int)Math.Min(total, int.MaxValue);
            else if (_method is not null && isComplexity)
                _method.Complexity = total < 1 ? null : (int)Math.Min(total, int.MaxValue);
            else if (xml.Depth == 2 && isLine)
                _report.StatedLines = new CoveredCount(covered, total);
            else if (xml.Depth == 2 && isBranch)
                _report.StatedBranches = new CoveredCount(covered, total);
        }

        /// <summary>A method has so many coverable lines from its first one on; those of a lambda within it are the lambda's, though.</summary>
        private void AddMethod(Method method)
        {
            if (!_files.TryGetValue(method.File, out var file))
                return;
            // Sorted already, unless some converter wrote the report.
            var at = file.Lines.BinarySearch(method.First);
            var count = at < 0 ? 0 : Math.Min(method.Lines, file.Lines.Count - at);
            if (!_report.TrySpan(count))
                throw xml.Fault($"methods of at most {ReportBuilder.MaxSpannedLines} lines in all", "more");
            if (count > 0)
                file.File.Class(method.Class).AddMethod(method.Name, method.Signature, method.Complexity, file.Lines.GetRange(at, count));
        }

        private int Number(ReadOnlySpan<byte> attribute)
        {
            var text = xml.Require(attribute);
            return ReportNumber.TryParseLine(text, out var number) ? number : throw xml.Fault("a number of at least 0", text);
        }

        private sealed record Method(string File, string Class, string Name, string Signature, int First)
        {
            public int Lines { get; set; }

            public int? Complexity { get; set; }
        }
    }
}
