using System.Text;
using System.Xml;

namespace CoverageHistory.Formats.Xml;

/// <summary>The same view over .NET's reader: any encoding it knows, document types with an internal subset (passed over, never used).</summary>
internal sealed class XmlReaderScanner : XmlScanner
{
    private readonly MarkupLimitStream _content;
    private readonly XmlReader _reader;
    private int _length;
    private bool _isEmptyElement;

    public XmlReaderScanner(Stream content, string path, CancellationToken cancellation) : base(path)
    {
        _content = new MarkupLimitStream(content, MaxMarkupBytes,
            () => Fault($"at most {MaxMarkupBytes} bytes of markup in one piece", "more"), cancellation);
        _reader = XmlReader.Create(_content, new XmlReaderSettings
        {
            // Not Prohibit: real Cobertura files carry a DOCTYPE.
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
        Bytes = new byte[4096];
    }

    protected override int CurrentLine => _reader is IXmlLineInfo { LineNumber: > 0 } position ? position.LineNumber : 1;

    public override bool Read()
    {
        if (_isEmptyElement)
        {
            CloseElement();
            return true;
        }
        while (ReadNode())
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                OpenElement();
                return true;
            }
            if (_reader.NodeType == XmlNodeType.EndElement)
            {
                TakeName();
                CloseElement();
                return true;
            }
        }
        return false;
    }

    public override ReadOnlySpan<byte> ReadText()
    {
        if (_isEmptyElement)
        {
            CloseElement();
            return default;
        }
        var text = new StringBuilder();
        var element = Printable(Name);
        while (ReadNode() && _reader.NodeType != XmlNodeType.EndElement)
        {
            if (_reader.NodeType == XmlNodeType.Element)
                throw Fault($"text in <{element}>", "an element");
            if (text.Length + _reader.Value.Length > MaxMarkupBytes)
                throw Fault($"at most {MaxMarkupBytes} bytes of text in an element", "more");
            text.Append(_reader.Value);
        }
        TakeName();
        CloseElement();
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public override void Dispose() => _reader.Dispose();

    private bool ReadNode()
    {
        try
        {
            _content.BeginNext();
            return _reader.Read();
        }
        catch (XmlException e)
        {
            throw new ReportFormatException(Path, Math.Max(e.LineNumber, 1), "well-formed XML", e.Message, e);
        }
        catch (DecoderFallbackException e)
        {
            throw Fault("text in the encoding the file declares", e.Message);
        }
    }

    private void OpenElement()
    {
        if (Depth == MaxDepth)
            throw Fault($"elements nested at most {MaxDepth} deep", "deeper ones");
        TakeName();
        ClearAttributes();
        for (var i = 0; i < _reader.AttributeCount; i++)
        {
            _reader.MoveToAttribute(i);
            var nameStart = Append(_reader.Name);
            var valueStart = Append(_reader.Value);
            AddAttribute(nameStart, valueStart - nameStart, valueStart, _length - valueStart, isEscaped: false);
        }
        _reader.MoveToElement();
        Depth++;
        IsStart = true;
        _isEmptyElement = _reader.IsEmptyElement;
    }

    private void CloseElement()
    {
        ClearAttributes();
        Depth--;
        IsStart = false;
        _isEmptyElement = false;
    }

    private void TakeName()
    {
        _length = 0;
        NameStart = Append(_reader.Name);
        NameLength = _length;
    }

    /// <returns>Where in <see cref="XmlScanner.Bytes"/> the text begins.</returns>
    private int Append(string text)
    {
        var start = _length;
        var needed = start + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (needed > Bytes.Length)
        {
            var larger = new byte[needed * 2];
            Bytes.AsSpan(0, start).CopyTo(larger);
            Bytes = larger;
        }
        _length += Encoding.UTF8.GetBytes(text, Bytes.AsSpan(start));
        return start;
    }
}
