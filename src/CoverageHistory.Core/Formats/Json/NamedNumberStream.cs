using CoverageHistory.Formats.Input;

namespace CoverageHistory.Formats.Json;

/// <summary>
/// Puts quotes around the names that many tools write in place of a number, such as <c>NaN</c> and <c>-Infinity</c>, which are no JSON: a
/// reader then meets a string where it expects a number. Everything else passes as it is, and so do line numbers.
/// </summary>
internal sealed class NamedNumberStream(Stream content) : ForwardStream
{
    private const int BlockBytes = 16 * 1024;

    private readonly byte[] _block = new byte[BlockBytes];
    // A byte may end a word, which is quoted then.
    private readonly byte[] _ready = new byte[BlockBytes * 2 + 64];
    private readonly byte[] _word = new byte[9];
    private int _position;
    private int _end;
    private int _wordLength;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isEnded;

    private static ReadOnlySpan<byte> LongestName => "-Infinity"u8;

    public override int Read(Span<byte> buffer)
    {
        while (_position == _end)
        {
            if (_isEnded)
                return 0;
            Refill();
        }
        var count = Math.Min(buffer.Length, _end - _position);
        _ready.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    private void Refill()
    {
        var length = content.Read(_block);
        _isEnded = length == 0;
        _position = _end = 0;
        foreach (var octet in _block.AsSpan(0, length))
            Pass(octet);
        if (_isEnded)
            EndWord();
    }

    private void Pass(byte octet)
    {
        if (_isInString)
        {
            _isInString = octet != '"' || _isEscaped;
            _isEscaped = octet == '\\' && !_isEscaped;
            Emit(octet);
        }
        else if (octet is >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or (byte)'-' or (byte)'+')
        {
            if (_wordLength == LongestName.Length)
                EndWord();
            _word[_wordLength++] = octet;
        }
        else
        {
            EndWord();
            _isInString = octet == '"';
            Emit(octet);
        }
    }

    private void EndWord()
    {
        var word = _word.AsSpan(0, _wordLength);
        var isNumber = word.SequenceEqual("NaN"u8) || word.SequenceEqual("-NaN"u8) || word.SequenceEqual("Infinity"u8) || word.SequenceEqual(LongestName);
        if (isNumber)
            Emit((byte)'"');
        foreach (var octet in word)
            Emit(octet);
        if (isNumber)
            Emit((byte)'"');
        _wordLength = 0;
    }

    private void Emit(byte octet) => _ready[_end++] = octet;
}
