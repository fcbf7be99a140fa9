using System.Buffers;

namespace CoverageHistory.Formats.Xml;

/// <summary>
/// The window over the bytes of a report: what is at hand of it, how more comes in, and which line it is. A tag lies in the window as a
/// whole, so nothing of it needs to be copied.
/// </summary>
internal abstract class WindowScanner : XmlScanner
{
    private readonly Stream _content;
    private readonly CancellationToken _cancellation;
    private long _linesBefore;
    private bool _contentEnded;

    /// <param name="buffer">Rented; its bytes from <paramref name="start"/> to <paramref name="end"/> come before the rest of the content.</param>
    protected WindowScanner(Stream content, string path, byte[] buffer, int start, int end, CancellationToken cancellation) : base(path)
    {
        _content = content;
        _cancellation = cancellation;
        Bytes = buffer;
        Position = Markup = start;
        End = end;
        RefuseIllegal(start);
    }

    /// <summary>Where reading goes on.</summary>
    protected int Position { get; set; }

    /// <summary>Behind the last byte at hand.</summary>
    protected int End { get; private set; }

    /// <summary>Where the tag, text or declaration at hand begins; what lies before it is given up when more is read.</summary>
    protected int Markup { get; set; }

    protected override int CurrentLine => (int)Math.Min(_linesBefore + Bytes.AsSpan(0, Markup).Count((byte)'\n') + 1, int.MaxValue);

    public override void Dispose()
    {
        var buffer = Bytes;
        Bytes = [];
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>A byte of the markup at hand, read if need be; -1 beyond the end of the content.</summary>
    protected int Peek(int offset)
    {
        while (End - Markup <= offset)
        {
            if (!Refill())
                return -1;
        }
        return Bytes[Markup + offset];
    }

    /// <summary>Drops what lies before the markup at hand and reads on; false at the end of the content.</summary>
    protected bool Refill()
    {
        if (_contentEnded)
            return false;
        _cancellation.ThrowIfCancellationRequested();
        if (Markup > 0)
        {
            _linesBefore += Bytes.AsSpan(0, Markup).Count((byte)'\n');
            Bytes.AsSpan(Markup, End - Markup).CopyTo(Bytes);
            Position -= Markup;
            End -= Markup;
            Markup = 0;
        }
        if (End == Bytes.Length)
            Grow();
        // Whole windows: a tag that crosses their edge is read anew, and small pieces would make that quadratic.
        var read = _content.ReadAtLeast(Bytes.AsSpan(End), Bytes.Length - End, throwOnEndOfStream: false);
        _contentEnded = read == 0;
        End += read;
        RefuseIllegal(End - read);
        return read > 0;
    }

    /// <summary>For what stands at a place in the markup at hand.</summary>
    protected ReportFormatException FaultAt(string expected, int start, int length = 24) =>
        Fault(expected, new ReadOnlySpan<byte>(Bytes, Markup + start, Math.Min(length, End - Markup - start)));

    protected static ReadOnlySpan<byte> Start(ReadOnlySpan<byte> text) => text[..Math.Min(text.Length, 24)];

    private void Grow()
    {
        if (Bytes.Length >= MaxMarkupBytes)
            throw Fault($"at most {MaxMarkupBytes} bytes in one tag", "more");
        var larger = ArrayPool<byte>.Shared.Rent(Bytes.Length * 2);
        Bytes.AsSpan(0, End).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Bytes);
        Bytes = larger;
    }

    private void RefuseIllegal(int start)
    {
        var illegal = XmlBytes.FindControlCharacter(Bytes.AsSpan(start, End - start));
        if (illegal < 0)
            return;
        Markup = start + illegal;
        throw Fault("text", $"the control character {Bytes[Markup]}");
    }
}
