using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>One pass over Microsoft's <c>results</c>: modules, each with functions, their ranges, and then its source files.</summary>
internal sealed class MicrosoftResults
{
    private readonly XmlScanner _xml;
    private readonly ReportBuilder _report = new("microsoft-xml");
    private readonly LateFiles _files;
    private string _module = "";
    private (long Covered, long Total) _lines;
    private bool _stated;

    /// <param name="xml">At the root's start tag.</param>
    public MicrosoftResults(XmlScanner xml)
    {
        _xml = xml;
        _files = new LateFiles(_report);
    }

    public CoverageReport Read()
    {
        while (_xml.Read())
        {
            var name = _xml.Name;
            if (name.SequenceEqual("module"u8))
                EnterOrLeaveModule();
            else if (!_xml.IsStart)
                continue;
            else if (name.SequenceEqual("range"u8))
                AddRange();
            else if (name.SequenceEqual("function"u8))
                BeginFunction();
            else if (name.SequenceEqual("source_file"u8))
                _files.AddFile(Number("id"u8), _xml.Intern(_xml.Require("path"u8)));
        }
        if (_stated)
            _report.StatedLines = new CoveredCount(_lines.Covered, _lines.Total);
        _report.Listed = _files.Listed;
        return _report.Build();
    }

    private void EnterOrLeaveModule()
    {
        if (!_xml.IsStart)
        {
            _files.Resolve((expected, found) => _xml.Fault(expected, found));
            return;
        }
        _module = _xml.Intern(ModuleName.Of(_xml.Require("name"u8)));
        if (!_xml.TryGetAttribute("lines_covered"u8, out _))
            return;
        _stated = true;
        var covered = (long)Number("lines_covered"u8) + Number("lines_partially_covered"u8);
        _lines = (_lines.Covered + covered, _lines.Total + covered + Number("lines_not_covered"u8));
    }

    private void BeginFunction()
    {
        var type = _xml.FindString("type_name"u8) ?? "";
        MicrosoftXmlReader.Split(_xml.Require("name"u8), out var name, out var signature);
        var method = _xml.Intern(name);
        _files.BeginMethod(_module, MicrosoftXmlReader.FullName(_xml.FindString("namespace"u8) ?? "", type),
            IsConstructor(method, type) ? ".ctor" : method, _xml.Intern(signature));
    }

    /// <summary>Named after its type as in C#, where every other format, Microsoft's own Cobertura among them, writes <c>.ctor</c>.</summary>
    private static bool IsConstructor(string method, ReadOnlySpan<char> type)
    {
        var parameters = type.IndexOf('<');
        var plain = parameters < 0 ? type : type[..parameters];
        return plain[(plain.LastIndexOf('.') + 1)..].SequenceEqual(method);
    }

    private void AddRange()
    {
        var covered = _xml.Require("covered"u8);
        var isCovered = covered.SequenceEqual("yes"u8) || covered.SequenceEqual("partial"u8);
        if (!isCovered && !covered.SequenceEqual("no"u8))
            throw _xml.Fault("yes, partial or no", covered);
        _files.AddSpan(Number("source_id"u8), Number("start_line"u8), Number("end_line"u8), isCovered ? 1u : 0);
    }

    private int Number(ReadOnlySpan<byte> attribute)
    {
        var text = _xml.Require(attribute);
        return ReportNumber.TryParseLine(text, out var number) ? number : throw _xml.Fault("a number of at least 0", text);
    }
}
