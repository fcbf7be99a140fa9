using System.Buffers.Binary;
using CoverageHistory.Hashing;

namespace CoverageHistory.Storage.Maps;

/// <summary>The address of content: the first 16 bytes of its SHA-256.</summary>
/// <remarks>A class: the framework has its collections compiled for classes, and a short process feels the difference.</remarks>
internal sealed record BlobKey
{
    public const int Size = 16;

    private readonly ulong _high;
    private readonly ulong _low;

    private BlobKey(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..]);
    }

    public static BlobKey Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Sha256.SizeInBytes];
        Sha256.Of(content, hash);
        return new BlobKey(hash);
    }

    /// <param name="bytes">Exactly 16.</param>
    public static BlobKey From(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new BlobKey(bytes)
        : throw new InvalidDataException($"an address of {Size} bytes is needed, found {bytes.Length}");

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..], _low);
    }

    public bool Equals(BlobKey? other) => other is not null && _high == other._high && _low == other._low;

    public override int GetHashCode() => (int)_low;

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
