using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CoverageHistory.Storage.Maps;

/// <summary>The address of content: the first 16 bytes of its SHA-256.</summary>
public readonly record struct BlobKey(UInt128 Value)
{
    public const int Size = 16;

    public static BlobKey Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return From(hash[..Size]);
    }

    /// <param name="bytes">Exactly 16.</param>
    public static BlobKey From(ReadOnlySpan<byte> bytes) => bytes.Length == Size
        ? new BlobKey(BinaryPrimitives.ReadUInt128BigEndian(bytes))
        : throw new InvalidDataException($"an address of {Size} bytes is needed, found {bytes.Length}");

    public void CopyTo(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
