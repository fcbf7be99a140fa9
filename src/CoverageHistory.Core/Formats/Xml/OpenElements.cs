namespace CoverageHistory.Formats.Xml;

/// <summary>Names of the elements that are open, innermost last, kept as bytes.</summary>
internal sealed class OpenElements(int maxDepth)
{
    public const int MaxNameBytes = 1024;

    /// <summary>Where each name ends; the entry before an element's is where its own begins.</summary>
    private readonly int[] _ends = new int[maxDepth + 1];
    private byte[] _names = new byte[MaxNameBytes];
    private int _count;

    /// <summary>Empty when no element is open.</summary>
    public ReadOnlySpan<byte> Innermost => _count == 0 ? default : _names.AsSpan(_ends[_count - 1], _ends[_count] - _ends[_count - 1]);

    public void Push(ReadOnlySpan<byte> name)
    {
        var start = _ends[_count];
        if (start + name.Length > _names.Length)
            Array.Resize(ref _names, _names.Length + MaxNameBytes);
        name.CopyTo(_names.AsSpan(start));
        _ends[++_count] = start + name.Length;
    }

    public void Pop() => _count--;
}
