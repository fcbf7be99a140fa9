namespace CoverageHistory.Formats.Xml;

/// <summary>Names of the elements that are open, innermost last, kept as bytes.</summary>
internal sealed class OpenElements
{
    public const int MaxNameBytes = 1024;

    private readonly Stack<int> _starts = new();
    private byte[] _names = new byte[MaxNameBytes];
    private int _length;

    /// <summary>Empty when no element is open.</summary>
    public ReadOnlySpan<byte> Innermost => _starts.TryPeek(out var start) ? _names.AsSpan(start, _length - start) : default;

    public void Push(ReadOnlySpan<byte> name)
    {
        if (_length + name.Length > _names.Length)
            Array.Resize(ref _names, Math.Max(_names.Length * 2, _length + name.Length));
        _starts.Push(_length);
        name.CopyTo(_names.AsSpan(_length));
        _length += name.Length;
    }

    public void Pop() => _length = _starts.Pop();
}
