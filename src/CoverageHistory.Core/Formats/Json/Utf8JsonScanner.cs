using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CoverageHistory.Formats.Json;

/// <summary>
/// Pulls tokens out of a JSON report of any size; what the readers of JSON formats share. Nesting is bounded, trailing content and
/// anything that is not strict JSON is a <see cref="ReportFormatException"/>.
/// </summary>
internal sealed class Utf8JsonScanner : IDisposable
{
    private const int MaxDepth = 64;
    private const int BufferBytes = 256 * 1024;
    private const int MaxTokenBytes = 4 << 20;

    private readonly Stream _content;
    private readonly string _path;
    private readonly CancellationToken _cancellation;
    private readonly Utf8StringPool _strings = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = MaxDepth });
    private int _position;
    private int _end;
    private long _linesBefore;
    private bool _ended;
    private int _valueStart;
    private int _valueLength;
    private bool _isEscaped;
    private byte[] _unescaped = [];

    /// <param name="content">UTF-8 without a byte order mark; not disposed.</param>
    /// <param name="path">Named in errors.</param>
    public Utf8JsonScanner(Stream content, string path, CancellationToken cancellation)
    {
        _content = content;
        _path = path;
        _cancellation = cancellation;
    }

    public JsonTokenType Token { get; private set; }

    /// <summary>Open objects and arrays, not counting one that the current token opens or closes.</summary>
    public int Depth { get; private set; }

    /// <summary>Text of the current name, string or number, escapes replaced; valid until the next token is read.</summary>
    public ReadOnlySpan<byte> Value => _isEscaped ? Unescape() : _buffer.AsSpan(_valueStart, _valueLength);

    /// <returns>False at the end, when one whole value was read.</returns>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_position, _end - _position), _ended, _state);
            bool found;
            try
            {
                found = reader.Read();
            }
            catch (JsonException e)
            {
                // The state carries the count on, so this is a line of the document, from 0.
                throw new ReportFormatException(_path, (int)Math.Min((e.LineNumber ?? 0) + 1, int.MaxValue), "JSON", e.Message, e);
            }
            if (found)
            {
                Token = reader.TokenType;
                Depth = reader.CurrentDepth;
                _isEscaped = reader.ValueIsEscaped;
                _valueStart = _position + (int)reader.TokenStartIndex + (Token is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0);
                _valueLength = reader.ValueSpan.Length;
            }
            _position += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            if (found || !Refill())
                return found;
        }
    }

    /// <summary>Reads the next token, of which there must be one.</summary>
    public void Advance()
    {
        if (!Read())
            throw Fault("more", "the end of the file");
    }

    /// <summary>Reads a token of this type.</summary>
    public void Expect(JsonTokenType type)
    {
        Advance();
        if (Token != type)
            throw Fault(Describe(type), Describe(Token));
    }

    /// <summary>Makes sure that nothing follows.</summary>
    public void ExpectEnd()
    {
        if (Read())
            throw Fault("the end of the file", Describe(Token));
    }

    /// <summary>Reads the members of the object that the current token opens, each name once.</summary>
    /// <param name="member">Reads a member's value; its name is the current token.</param>
    public void ReadMembers(Action member)
    {
        if (Token != JsonTokenType.StartObject)
            throw Fault("an object", Describe(Token));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            Advance();
            if (Token == JsonTokenType.EndObject)
                return;
            if (!seen.Add(Intern(Value)))
                throw Fault("each name once", Value);
            member();
        }
    }

    /// <summary>Reads the array that comes next.</summary>
    /// <param name="item">Reads what the current token begins.</param>
    public void ReadItems(Action item)
    {
        Expect(JsonTokenType.StartArray);
        while (true)
        {
            Advance();
            if (Token == JsonTokenType.EndArray)
                return;
            item();
        }
    }

    /// <summary>Passes over the value that comes next.</summary>
    public void SkipValue()
    {
        Advance();
        SkipRest();
    }

    /// <summary>Passes over what is left of the value that the current token begins.</summary>
    public void SkipRest()
    {
        if (Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var depth = Depth;
        do
            Advance();
        while (Depth > depth);
    }

    /// <summary>One string for equal text within this report.</summary>
    public string Intern(ReadOnlySpan<byte> utf8) =>
        _strings.TryGet(utf8, out var text) ? text : throw Fault("UTF-8 text", utf8);

    /// <summary>1-based line that the current token ends in.</summary>
    public int Line => (int)Math.Min(_linesBefore + _buffer.AsSpan(0, _position).Count((byte)'\n') + 1, int.MaxValue);

    /// <summary>The exception to throw for what the current token says.</summary>
    public ReportFormatException Fault(string expected, string found) => new(_path, Line, expected, found);

    /// <inheritdoc cref="Fault(string,string)"/>
    public ReportFormatException Fault(string expected, ReadOnlySpan<byte> found) =>
        Fault(expected, $"'{Encoding.UTF8.GetString(found[..Math.Min(found.Length, 120)])}'");

    public static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.EndObject or JsonTokenType.EndArray => "its end",
        JsonTokenType.PropertyName => "a name",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private ReadOnlySpan<byte> Unescape()
    {
        if (_unescaped.Length < _valueLength)
            _unescaped = new byte[_valueLength * 2];
        // Only a reader knows how to take escapes back, so it gets the one token.
        var reader = new Utf8JsonReader(_buffer.AsSpan(_valueStart - 1, _valueLength + 2));
        try
        {
            reader.Read();
            return _unescaped.AsSpan(0, reader.CopyString(_unescaped));
        }
        catch (InvalidOperationException e)
        {
            throw Fault("UTF-8 text", e.Message);
        }
    }

    private bool Refill()
    {
        if (_ended)
            return false;
        _cancellation.ThrowIfCancellationRequested();
        _linesBefore += _buffer.AsSpan(0, _position).Count((byte)'\n');
        _buffer.AsSpan(_position, _end - _position).CopyTo(_buffer);
        _end -= _position;
        _position = 0;
        if (_end == _buffer.Length)
        {
            if (_end >= MaxTokenBytes)
                throw Fault($"at most {MaxTokenBytes} bytes in a string", "more");
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        var read = _content.ReadAtLeast(_buffer.AsSpan(_end), _buffer.Length - _end, throwOnEndOfStream: false);
        _ended = read < _buffer.Length - _end;
        _end += read;
        return true;
    }
}
