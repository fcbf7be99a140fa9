using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using CoverageHistory.Formats.Input;

namespace CoverageHistory.Formats.Xml;

/// <summary>
/// Pulls elements out of an XML report, one tag at a time: what the readers of all XML formats share. Names and values are UTF-8 and
/// live until the next call of <see cref="Read"/> or <see cref="ReadText"/>. Text outside <see cref="ReadText"/> is passed over.
/// Every departure from well-formed XML is a <see cref="ReportFormatException"/>.
/// </summary>
internal abstract class XmlScanner : IDisposable
{
    protected const int MaxDepth = 64;
    protected const int MaxAttributes = 64;

    /// <summary>The longest single tag, text or declaration; altcover embeds compressed sources in attributes, so this is generous.</summary>
    protected const int MaxMarkupBytes = 4 << 20;

    private const int BufferBytes = 256 * 1024;

    private readonly Utf8StringPool _strings = new();
    private readonly Attribute[] _attributes = new Attribute[MaxAttributes];
    private int _attributeCount;
    private int _expected;
    private ulong _namesSeen;
    private byte[] _unescaped = [];

    protected XmlScanner(string path) => Path = path;

    /// <summary>Named in errors.</summary>
    protected string Path { get; }

    /// <summary>Whether the current tag opens an element; an empty element's tag is followed by a closing one all the same.</summary>
    public bool IsStart { get; protected set; }

    /// <summary>Open elements, the one the current tag opens included and the one it closes not.</summary>
    public int Depth { get; protected set; }

    /// <summary>Name of the current tag as written, with its prefix if any.</summary>
    public ReadOnlySpan<byte> Name => Bytes.AsSpan(NameStart, NameLength);

    /// <summary>Whether the current tag has this name, which is faster than comparing <see cref="Name"/>.</summary>
    public bool Is(ReadOnlySpan<byte> name) => NameLength == name.Length && StandsAt(NameStart, name);

    /// <summary>What the positions of name and attributes count in.</summary>
    protected byte[] Bytes { get; set; } = [];

    protected int NameStart { get; set; }

    protected int NameLength { get; set; }

    /// <summary>1-based line of the current tag or of the markup being read.</summary>
    protected abstract int CurrentLine { get; }

    /// <summary>Takes the fast way through UTF-8 and the .NET reader's way through all else.</summary>
    /// <param name="content">Read to its end; not disposed.</param>
    public static XmlScanner Open(Stream content, string path, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var length = content.ReadAtLeast(buffer.AsSpan(0, BufferBytes), BufferBytes, throwOnEndOfStream: false);
        var start = buffer.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;
        var prolog = XmlProlog.Parse(buffer.AsSpan(start, length - start));
        // A prolog that has no end within the buffer is the .NET reader's to judge.
        if (IsUtf8(prolog.Encoding) && !prolog.HasInternalSubset && (!prolog.Root.IsEmpty || length < BufferBytes))
            return new Utf8XmlScanner(content, path, buffer, length - prolog.Root.Length, length, cancellation);
        var rewound = new RewoundStream(buffer.AsSpan(0, length).ToArray(), content);
        ArrayPool<byte>.Shared.Return(buffer);
        return OpenSlow(rewound, path, cancellation);
    }

    /// <summary>The .NET reader's way, for encodings and document types that the fast way does not know.</summary>
    internal static XmlScanner OpenSlow(Stream content, string path, CancellationToken cancellation) =>
        new XmlReaderScanner(content, path, cancellation);

    /// <summary>Goes to the next tag.</summary>
    /// <returns>False after the root element's end, when nothing but white space and comments followed.</returns>
    public abstract bool Read();

    /// <summary>The text of the element just started, entities replaced; the current tag is its closing one then.</summary>
    public abstract ReadOnlySpan<byte> ReadText();

    public abstract void Dispose();

    /// <summary>An attribute of the current start tag. Fastest when asked in the order the producer writes.</summary>
    /// <param name="value">Entities replaced; only valid until the next attribute is asked for.</param>
    public bool TryGetAttribute(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        for (var tried = 0; tried < _attributeCount; tried++)
        {
            if (_expected == _attributeCount)
                _expected = 0;
            ref readonly var attribute = ref _attributes[_expected++];
            if (attribute.NameLength != name.Length || !StandsAt(attribute.NameStart, name))
                continue;
            value = new ReadOnlySpan<byte>(Bytes, attribute.ValueStart, attribute.ValueLength);
            if (attribute.IsEscaped)
                value = Unescape(value);
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>An attribute as a string; null without it.</summary>
    public string? FindString(ReadOnlySpan<byte> name) => TryGetAttribute(name, out var value) ? Intern(value) : null;

    /// <exception cref="ReportFormatException">The tag has no such attribute.</exception>
    public ReadOnlySpan<byte> Require(ReadOnlySpan<byte> name) => TryGetAttribute(name, out var value) ? value : throw Lacks(name);

    /// <summary>One string for equal text within this report.</summary>
    public string Intern(ReadOnlySpan<byte> utf8) =>
        _strings.TryGet(utf8, out var text) ? text : throw Fault("UTF-8 text", utf8);

    /// <summary>The exception to throw for what stands at the current tag.</summary>
    public ReportFormatException Fault(string expected, string found) => new(Path, CurrentLine, expected, found);

    /// <inheritdoc cref="Fault(string,string)"/>
    public ReportFormatException Fault(string expected, ReadOnlySpan<byte> found) => Fault(expected, $"'{Printable(found)}'");

    protected static string Printable(ReadOnlySpan<byte> utf8) =>
        Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 120)]);

    protected void ClearAttributes()
    {
        _attributeCount = 0;
        _expected = 0;
        _namesSeen = 0;
    }

    protected void AddAttribute(int nameStart, int nameLength, int valueStart, int valueLength, bool isEscaped)
    {
        if (_attributeCount == MaxAttributes)
            throw Fault($"at most {MaxAttributes} attributes", "more");
        // One bit a name tells nearly all of them apart, so that looking for a repeated one costs nothing.
        var bit = 1UL << ((Bytes[nameStart] + Bytes[nameStart + nameLength - 1] * 3 + nameLength * 7) & 63);
        if ((_namesSeen & bit) != 0)
            RefuseRepetition(Bytes.AsSpan(nameStart, nameLength));
        _namesSeen |= bit;
        ref var attribute = ref _attributes[_attributeCount++];
        attribute.NameStart = nameStart;
        attribute.NameLength = nameLength;
        attribute.ValueStart = valueStart;
        attribute.ValueLength = valueLength;
        attribute.IsEscaped = isEscaped;
    }

    private ReportFormatException Lacks(ReadOnlySpan<byte> attribute) =>
        Fault($"attribute {Printable(attribute)}", $"<{Printable(Name)}> without it");

    // A loop: names are short, and each call into the framework goes through two stubs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool StandsAt(int start, ReadOnlySpan<byte> name)
    {
        var bytes = Bytes;
        for (var i = 0; i < name.Length; i++)
        {
            if (bytes[start + i] != name[i])
                return false;
        }
        return true;
    }

    private void RefuseRepetition(ReadOnlySpan<byte> name)
    {
        foreach (ref readonly var other in _attributes.AsSpan(0, _attributeCount))
        {
            if (Bytes.AsSpan(other.NameStart, other.NameLength).SequenceEqual(name))
                throw Fault("each attribute once", $"{Printable(name)} again");
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> encoding) =>
        encoding.IsEmpty || Is(encoding, "utf-8"u8) || Is(encoding, "utf8"u8) || Is(encoding, "us-ascii"u8)
        // .NET's StringWriter declares it whatever the text is saved as; real UTF-16 does not get here undecoded.
        || Is(encoding, "utf-16"u8);

    private static bool Is(ReadOnlySpan<byte> encoding, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(encoding, name);

    /// <summary>References replaced, and line breaks and tabs made spaces, as XML has it for attributes.</summary>
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> value)
    {
        if (_unescaped.Length < value.Length)
            _unescaped = new byte[value.Length * 2];
        var written = 0;
        while (!value.IsEmpty)
        {
            if (value[0] == '&' && XmlEntity.Read(value, out var character, out var length) == OperationStatus.Done)
            {
                written += character.EncodeToUtf8(_unescaped.AsSpan(written));
                value = value[length..];
                continue;
            }
            _unescaped[written++] = value[0] < ' ' ? (byte)' ' : value[0];
            // XML makes a line break one character however it is written.
            value = value[(value.StartsWith("\r\n"u8) ? 2 : 1)..];
        }
        return _unescaped.AsSpan(0, written);
    }

    /// <summary>Where an attribute stands in <see cref="Bytes"/>.</summary>
    private struct Attribute
    {
        public int NameStart;
        public int NameLength;
        public int ValueStart;
        public int ValueLength;

        /// <summary>The value has references or line breaks to replace.</summary>
        public bool IsEscaped;
    }
}
