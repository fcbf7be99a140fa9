using System.Globalization;
using System.Text;
using System.Xml;
using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.Xml;

namespace CoverageHistory.Formats.Foreign;

/// <summary>
/// A report written anew with nothing in it but what ReportGenerator looks at. The library takes a file into memory as it is, follows
/// its document type, and only says that something is null where an attribute is missing; so nothing gets there that was not checked here.
/// </summary>
internal sealed class ForeignDocument
{
    /// <summary>The library holds the whole document in memory, at about ten times its size.</summary>
    private const long MaxBytes = 64 << 20;

    private const int MaxLine = 1_000_000;

    /// <summary>It looks through all types or methods for each class, and makes a table as long as the last line for each.</summary>
    private const long MaxLookups = 200_000_000;

    private readonly XmlScanner _xml;
    private readonly XmlWriter _writer;
    private readonly Stream _output;
    private readonly ForeignFormat _format;
    private readonly HashSet<string> _classes = new(StringComparer.Ordinal);
    private long _types;
    private long _elements;
    private long _spanned;
    private int _skipped;

    private ForeignDocument(XmlScanner xml, Stream output, ForeignFormat format)
    {
        _xml = xml;
        _output = output;
        _format = format;
        _writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
    }

    public List<string> SourceRoots { get; } = [];

    public DateTimeOffset? GeneratedAt { get; private set; }

    /// <summary>Copies what matters to <paramref name="output"/>.</summary>
    /// <exception cref="ReportFormatException">The report is not sound.</exception>
    public static ForeignDocument Copy(Stream content, Stream output, ForeignFormat format, string path, CancellationToken cancellation)
    {
        using var xml = XmlScanner.Open(content, path, cancellation);
        var document = new ForeignDocument(xml, output, format);
        using (document._writer)
        {
            try
            {
                document.Copy(cancellation);
            }
            catch (ArgumentException e)
            {
                throw xml.Fault("characters that XML allows", e.Message);
            }
        }
        return document;
    }

    private void Copy(CancellationToken cancellation)
    {
        while (_xml.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_xml.IsStart)
                Close();
            else if (_skipped > 0 || !_format.Elements.TryGetValue(Encoding.UTF8.GetString(_xml.Name), out var attributes))
                Skip();
            else
                Open(attributes);
        }
    }

    private void Close()
    {
        if (_skipped > 0)
            _skipped--;
        else
            _writer.WriteEndElement();
    }

    /// <summary>What stands in an element that means nothing means nothing.</summary>
    private void Skip()
    {
        if (_skipped == 0 && _xml.Depth == 1)
            throw _xml.Fault($"a report in the format {_format.Name}", _xml.Name);
        if (_format == ForeignFormat.Scoverage && _xml.Name.SequenceEqual("source"u8))
        {
            // Its closing tag is read with the text.
            if (WhiteSpace.Trim(_xml.ReadText()) is { IsEmpty: false } source)
                SourceRoots.Add(_xml.Intern(source));
            return;
        }
        _skipped++;
    }

    private void Open(ForeignAttribute[] attributes)
    {
        if (_xml.Depth == 1)
            ReadMoment();
        // Code without a place in the source; and between COVERAGE-OFF and COVERAGE-ON, which scoverage leaves out of its totals.
        if ((Array.Exists(attributes, attribute => attribute.Kind == AttributeKind.Line) && Line(_xml.Require("line"u8), 0) == 0)
            || (_xml.TryGetAttribute("ignored"u8, out var ignored) && ignored.SequenceEqual("true"u8)))
        {
            Skip();
            return;
        }
        var (first, last) = (0, 0);
        var name = Encoding.UTF8.GetString(_xml.Name);
        _writer.WriteStartElement(name);
        foreach (var attribute in attributes)
        {
            var value = _xml.Require(attribute.Utf8Name);
            switch (attribute.Kind)
            {
                case AttributeKind.Line:
                    last = Line(value, attribute.Name == "endline" ? first : 0);
                    first = first == 0 ? last : first;
                    _writer.WriteAttributeString(attribute.Name, last.ToString(CultureInfo.InvariantCulture));
                    break;
                case AttributeKind.Count:
                    _writer.WriteAttributeString(attribute.Name, Count(value).ToString(CultureInfo.InvariantCulture));
                    break;
                case AttributeKind.Flag:
                    _writer.WriteAttributeString(attribute.Name, Flag(value));
                    break;
                default:
                    _writer.WriteAttributeString(attribute.Name, _xml.Intern(value));
                    break;
            }
        }
        Bound(name, first, last);
    }

    private int Line(ReadOnlySpan<byte> value, int first)
    {
        if (!ReportNumber.TryParseLine(value, out var line))
            throw _xml.Fault("a line number", value);
        if (ReportNumber.IsHidden(line))
            return first;
        if (line > MaxLine)
            throw _xml.Fault($"a line number of at most {MaxLine}", value);
        return Math.Max(line, first);
    }

    private int Count(ReadOnlySpan<byte> value) =>
        ReportNumber.TryParseCount(value, out var count) ? (int)Math.Min(count, int.MaxValue) : throw _xml.Fault("a count", value);

    private string Flag(ReadOnlySpan<byte> value)
    {
        var isTrue = Ascii.EqualsIgnoreCase(value, "true"u8);
        return isTrue || Ascii.EqualsIgnoreCase(value, "false"u8) ? isTrue ? "true" : "false" : throw _xml.Fault("true or false", value);
    }

    private void Bound(string name, int first, int last)
    {
        if ((_spanned += last - first) > ReportBuilder.MaxSpannedLines)
            throw _xml.Fault($"at most {ReportBuilder.MaxSpannedLines} lines within spans", "more");
        if (name == _format.TypeElement)
        {
            _types++;
            _classes.Add(_xml.FindString("class"u8) ?? _xml.FindString("name"u8) ?? "");
            if (_types * _classes.Count > MaxLookups)
                throw _xml.Fault($"at most {MaxLookups} pairs of a class and a {name}", "more");
        }
        if (++_elements % 1024 != 0)
            return;
        _writer.Flush();
        if (_output.Length > MaxBytes)
            throw _xml.Fault($"at most {MaxBytes} bytes in a report of this format", "more");
    }

    private void ReadMoment()
    {
        if (_xml.TryGetAttribute("timestamp"u8, out var moment) || _xml.TryGetAttribute("measureTime"u8, out moment))
            GeneratedAt = ReportNumber.ParseMoment(moment);
    }
}
