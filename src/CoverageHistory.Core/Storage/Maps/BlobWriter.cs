using System.Text;

namespace CoverageHistory.Storage.Maps;

/// <summary>Writes the store's compact binary layouts: LEB128 integers, zigzag for signed ones, length-prefixed UTF-8.</summary>
/// <param name="capacity">Bytes to have room for at first.</param>
internal sealed class BlobWriter(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public byte[] ToArray() => Written.ToArray();

    public void Clear() => _length = 0;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Integer(ulong value)
    {
        var target = Room(10);
        var at = 0;
        for (; value >= 0x80; value >>= 7)
            target[at++] = (byte)(value | 0x80);
        target[at++] = (byte)value;
        _length += at;
    }

    public void Count(int value) => Integer((ulong)value);

    public void Signed(long value) => Integer((ulong)(value << 1) ^ (ulong)(value >> 63));

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    public void Text(ReadOnlySpan<char> value)
    {
        var size = Encoding.UTF8.GetByteCount(value);
        Count(size);
        Encoding.UTF8.GetBytes(value, Reserve(size));
    }

    /// <summary>Room for <paramref name="size"/> zero bytes, to be filled before the next write.</summary>
    public Span<byte> Zeros(int size)
    {
        var zeros = Reserve(size);
        zeros.Clear();
        return zeros;
    }

    /// <summary>Room for <paramref name="size"/> bytes, to be filled before the next write.</summary>
    public Span<byte> Reserve(int size)
    {
        var room = Room(size)[..size];
        _length += size;
        return room;
    }

    private Span<byte> Room(int size)
    {
        if (_bytes.Length - _length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_length + size)));
        return _bytes.AsSpan(_length);
    }
}
