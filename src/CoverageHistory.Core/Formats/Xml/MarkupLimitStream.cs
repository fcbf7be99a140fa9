using CoverageHistory.Formats.Input;

namespace CoverageHistory.Formats.Xml;

/// <summary>Ends the reading when a single piece of markup makes the .NET reader swallow too much, be it a tag, a comment or a DTD.</summary>
internal sealed class MarkupLimitStream(Stream content, int maxBytes, Func<ReportFormatException> fault, CancellationToken cancellation) : ForwardStream
{
    private int _read;

    /// <summary>The piece at hand is done.</summary>
    public void BeginNext() => _read = 0;

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_read > maxBytes)
            throw fault();
        var read = content.Read(buffer);
        _read += read;
        return read;
    }
}
