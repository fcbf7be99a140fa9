using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>One pass over Visual Studio's export, a data set written out: each field an element, the source files last.</summary>
internal sealed class MicrosoftDataSet
{
    private readonly XmlScanner _xml;
    private readonly ReportBuilder _report = new("microsoft-xml");
    private readonly LateFiles _files;
    private string _module = "";
    private string _namespace = "";
    private string _class = "";
    private (int? First, int? Last, int? Coverage, int? File) _span;
    private (long Covered, long Total) _lines;
    private bool _stated;

    /// <param name="xml">At the root's start tag.</param>
    public MicrosoftDataSet(XmlScanner xml)
    {
        _xml = xml;
        _files = new LateFiles(_report);
    }

    public CoverageReport Read()
    {
        while (_xml.Read())
        {
            if (_xml.IsStart)
                ReadField(_xml.Name);
            else if (_xml.Name.SequenceEqual("Lines"u8))
                AddLines();
        }
        _files.Resolve((expected, found) => _xml.Fault(expected, found));
        if (_stated)
            _report.StatedLines = new CoveredCount(_lines.Covered, _lines.Total);
        _report.Listed = _files.Listed;
        return _report.Build();
    }

    private void ReadField(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("LnStart"u8))
            _span.First = Number();
        else if (name.SequenceEqual("LnEnd"u8))
            _span.Last = Number();
        else if (name.SequenceEqual("Coverage"u8))
            _span.Coverage = Number();
        else if (name.SequenceEqual("SourceFileID"u8))
            _span.File = Number();
        else if (name.SequenceEqual("Lines"u8) || name.SequenceEqual("SourceFileNames"u8))
            _span = default;
        else if (name.SequenceEqual("MethodName"u8))
            BeginMethod(_xml.ReadText());
        else if (name.SequenceEqual("ClassName"u8))
            _class = _xml.Intern(_xml.ReadText());
        else if (name.SequenceEqual("NamespaceName"u8))
            _namespace = _xml.Intern(_xml.ReadText());
        else if (name.SequenceEqual("ModuleName"u8))
            _module = _xml.Intern(ModuleName.Of(_xml.ReadText()));
        else if (name.SequenceEqual("SourceFileName"u8))
            _files.AddFile(_span.File ?? throw _xml.Fault("SourceFileID", "SourceFileName"), _xml.Intern(_xml.ReadText()));
        else if (_xml.Depth == 3)
            ReadTotal(name);
    }

    /// <summary>Lines of a whole module; namespaces and so on have theirs deeper down.</summary>
    private void ReadTotal(ReadOnlySpan<byte> name)
    {
        var isMissed = name.SequenceEqual("LinesNotCovered"u8);
        if (!isMissed && !name.SequenceEqual("LinesCovered"u8) && !name.SequenceEqual("LinesPartiallyCovered"u8))
            return;
        _stated = true;
        var count = Number();
        _lines = (_lines.Covered + (isMissed ? 0 : count), _lines.Total + count);
    }

    private void BeginMethod(ReadOnlySpan<byte> text)
    {
        MicrosoftXmlReader.Split(text, out var name, out var signature);
        _files.BeginMethod(_module, MicrosoftXmlReader.FullName(_namespace, _class), _xml.Intern(name), _xml.Intern(signature));
    }

    private void AddLines()
    {
        if (_span is not { First: { } first, Last: { } last, Coverage: { } coverage, File: { } file })
            throw _xml.Fault("LnStart, LnEnd, Coverage and SourceFileID", "<Lines> without one of them");
        // 0 covered, 1 in part, 2 not covered.
        if (coverage > 2)
            throw _xml.Fault("a coverage of 0, 1 or 2", $"{coverage}");
        _files.AddSpan(file, first, last, coverage < 2 ? 1u : 0);
    }

    private int Number()
    {
        var text = _xml.ReadText();
        return ReportNumber.TryParseLine(text, out var number) ? number : throw _xml.Fault("a number of at least 0", text);
    }
}
