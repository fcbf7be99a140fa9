using System.Text;

namespace CoverageHistory.Storage.Maps;

/// <summary>Reads what <see cref="BlobWriter"/> wrote. Any bytes give a value or an <see cref="InvalidDataException"/>.</summary>
internal ref struct BlobReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Bytes(1)[0];

    public ulong Integer()
    {
        ulong value = 0;
        for (var i = 0; i < _rest.Length && i < 10; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }
        throw new InvalidDataException("an integer is cut off");
    }

    /// <summary>An integer of 0 to <paramref name="most"/>.</summary>
    public int Count(int most)
    {
        var value = Integer();
        return value <= (ulong)most ? (int)value : throw new InvalidDataException($"{value} where at most {most} can be");
    }

    /// <summary>A number of things that take at least one byte each, so that a hostile number cannot ask for much memory.</summary>
    public int CountOfRest() => Count(_rest.Length);

    public long Signed()
    {
        var value = Integer();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Bytes(int size)
    {
        if (size > _rest.Length)
            throw new InvalidDataException($"{size} bytes are needed, {_rest.Length} are left");
        var taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }

    public string Text() => Encoding.UTF8.GetString(Bytes(CountOfRest()));

    public readonly void End()
    {
        if (!_rest.IsEmpty)
            throw new InvalidDataException($"{_rest.Length} bytes are left over");
    }
}
