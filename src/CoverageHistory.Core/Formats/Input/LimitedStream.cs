using System.Globalization;

namespace CoverageHistory.Formats.Input;

/// <summary>Stops at the limit, and when the caller gives up. Does not dispose what it reads from.</summary>
internal sealed class LimitedStream(Stream content, string path, long maxBytes, CancellationToken cancellation) : ForwardStream
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        var read = content.Read(buffer);
        _read += read;
        if (_read > maxBytes)
            throw new ReportFormatException(path, null, string.Create(CultureInfo.InvariantCulture, $"at most {maxBytes} bytes"), "more");
        return read;
    }
}
