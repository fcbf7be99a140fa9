using System.Buffers;
using System.Text;

namespace CoverageHistory.Formats.Input;

/// <summary>Reads a text report line by line; what the readers of line-based formats share. Line breaks may be of any kind.</summary>
internal sealed class Utf8Lines : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int MaxLineBytes = 4 << 20;

    private readonly Stream _content;
    private readonly string _path;
    private readonly CancellationToken _cancellation;
    private readonly Utf8StringPool _strings = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private int _position;
    private int _end;
    private int _start;
    private int _length;
    private int _number;

    /// <param name="content">UTF-8; not disposed.</param>
    /// <param name="path">Named in errors.</param>
    public Utf8Lines(Stream content, string path, CancellationToken cancellation)
    {
        _content = content;
        _path = path;
        _cancellation = cancellation;
    }

    /// <summary>The current line without its break; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <returns>False at the end.</returns>
    public bool Read()
    {
        var searched = 0;
        int at;
        while ((at = _buffer.AsSpan(_position + searched, _end - _position - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = _end - _position;
            if (Refill())
                continue;
            if (searched == 0)
                return false;
            Take(searched, next: searched);
            return true;
        }
        Take(searched + at, next: searched + at + 1);
        return true;
    }

    /// <summary>One string for equal text within this report.</summary>
    public string Intern(ReadOnlySpan<byte> utf8) =>
        _strings.TryGet(utf8, out var text) ? text : throw Fault("UTF-8 text", utf8);

    /// <summary>The exception to throw for what stands on the current line.</summary>
    public ReportFormatException Fault(string expected, string found) => new(_path, Math.Max(_number, 1), expected, found);

    /// <inheritdoc cref="Fault(string,string)"/>
    public ReportFormatException Fault(string expected, ReadOnlySpan<byte> found) =>
        Fault(expected, $"'{Encoding.UTF8.GetString(found[..Math.Min(found.Length, 120)])}'");

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Take(int length, int next)
    {
        _number++;
        _start = _position;
        _length = length > 0 && _buffer[_position + length - 1] == '\r' ? length - 1 : length;
        _position += next;
    }

    private bool Refill()
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_position > 0)
        {
            _buffer.AsSpan(_position, _end - _position).CopyTo(_buffer);
            _end -= _position;
            _position = 0;
        }
        if (_end == _buffer.Length)
        {
            if (_end >= MaxLineBytes)
            {
                _number++;
                throw Fault($"at most {MaxLineBytes} bytes in a line", "more");
            }
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        var read = _content.ReadAtLeast(_buffer.AsSpan(_end), _buffer.Length - _end, throwOnEndOfStream: false);
        _end += read;
        return read > 0;
    }
}
