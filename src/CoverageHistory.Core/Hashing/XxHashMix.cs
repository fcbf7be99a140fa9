using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CoverageHistory.Hashing;

/// <summary>Constants and steps of XXH3, and its ways with short inputs, each length for itself.</summary>
internal static class XxHashMix
{
    public const int SecretBytes = 192;

    /// <summary>The longest input that has a way of its own.</summary>
    public const int MostShortBytes = 240;

    public const uint Prime32A = 0x9E3779B1;
    public const uint Prime32B = 0x85EBCA77;
    public const uint Prime32C = 0xC2B2AE3D;
    public const ulong Prime64A = 0x9E3779B185EBCA87;
    public const ulong Prime64B = 0xC2B2AE3D27D4EB4F;
    public const ulong Prime64C = 0x165667B19E3779F9;
    public const ulong Prime64D = 0x85EBCA77C2B2AE63;
    public const ulong Prime64E = 0x27D4EB2F165667C5;
    private const ulong MixA = 0x165667919E3779F9;
    private const ulong MixB = 0x9FB21C651E98DF25;

    public static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
        0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
        0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
        0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
        0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
        0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    /// <param name="input">At most <see cref="MostShortBytes"/>.</param>
    public static (ulong High, ulong Low) OfShort(ReadOnlySpan<byte> input) => input.Length switch
    {
        0 => (AvalancheOld(At(Secret, 80) ^ At(Secret, 88)), AvalancheOld(At(Secret, 64) ^ At(Secret, 72))),
        <= 3 => OfUpTo3(input),
        <= 8 => OfUpTo8(input),
        <= 16 => OfUpTo16(input),
        <= 128 => OfUpTo128(input),
        _ => OfUpTo240(input),
    };

    /// <summary>The two halves of the product, one upon the other.</summary>
    public static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return low ^ high;
    }

    public static ulong Avalanche(ulong hash)
    {
        hash ^= hash >> 37;
        hash *= MixA;
        return hash ^ (hash >> 32);
    }

    public static ulong At(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    /// <summary>What eight bytes mean that were read as this machine orders them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LittleEndian(ulong value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    private static (ulong High, ulong Low) OfUpTo3(ReadOnlySpan<byte> input)
    {
        var combined = ((uint)input[0] << 16) | ((uint)input[input.Length >> 1] << 24) | input[^1] | ((uint)input.Length << 8);
        var turned = BitOperations.RotateLeft(BinaryPrimitives.ReverseEndianness(combined), 13);
        return (AvalancheOld(turned ^ (Half(Secret, 8) ^ Half(Secret, 12))), AvalancheOld(combined ^ (Half(Secret, 0) ^ Half(Secret, 4))));
    }

    private static (ulong High, ulong Low) OfUpTo8(ReadOnlySpan<byte> input)
    {
        var both = Half(input, 0) + ((ulong)Half(input, input.Length - 4) << 32);
        var high = Math.BigMul(both ^ At(Secret, 16) ^ At(Secret, 24), Prime64A + ((ulong)input.Length << 2), out var low);
        high += low << 1;
        low ^= high >> 3;
        low ^= low >> 35;
        low *= MixB;
        low ^= low >> 28;
        return (Avalanche(high), low);
    }

    private static (ulong High, ulong Low) OfUpTo16(ReadOnlySpan<byte> input)
    {
        var last = At(input, input.Length - 8);
        var high = Math.BigMul(At(input, 0) ^ last ^ At(Secret, 32) ^ At(Secret, 40), Prime64A, out var low);
        low += (ulong)(input.Length - 1) << 54;
        last ^= At(Secret, 48) ^ At(Secret, 56);
        high += last + (ulong)(uint)last * (Prime32B - 1);
        low ^= BinaryPrimitives.ReverseEndianness(high);
        var top = Math.BigMul(low, Prime64B, out low) + high * Prime64B;
        return (Avalanche(top), Avalanche(low));
    }

    private static (ulong High, ulong Low) OfUpTo128(ReadOnlySpan<byte> input)
    {
        ulong high = 0, low = (ulong)input.Length * Prime64A;
        for (var i = (input.Length - 1) / 32; i >= 0; i--)
            MixPair(ref high, ref low, input[(16 * i)..], input[^(16 * (i + 1))..], Secret[(32 * i)..]);
        return FinishShort(high, low, input.Length);
    }

    private static (ulong High, ulong Low) OfUpTo240(ReadOnlySpan<byte> input)
    {
        ulong high = 0, low = (ulong)input.Length * Prime64A;
        var at = 0;
        for (; at < 128; at += 32)
            MixPair(ref high, ref low, input[at..], input[(at + 16)..], Secret[at..]);
        (high, low) = (Avalanche(high), Avalanche(low));
        for (; at + 32 <= input.Length; at += 32)
            MixPair(ref high, ref low, input[at..], input[(at + 16)..], Secret[(at - 128 + 3)..]);
        MixPair(ref high, ref low, input[^16..], input[^32..], Secret[103..]);
        return FinishShort(high, low, input.Length);
    }

    private static void MixPair(ref ulong high, ref ulong low, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, ReadOnlySpan<byte> secret)
    {
        low += Fold(At(one, 0) ^ At(secret, 0), At(one, 8) ^ At(secret, 8));
        low ^= At(other, 0) + At(other, 8);
        high += Fold(At(other, 0) ^ At(secret, 16), At(other, 8) ^ At(secret, 24));
        high ^= At(one, 0) + At(one, 8);
    }

    private static (ulong High, ulong Low) FinishShort(ulong high, ulong low, int length) =>
        (0 - Avalanche(low * Prime64A + high * Prime64D + (ulong)length * Prime64B), Avalanche(low + high));

    /// <summary>That of XXH64, which the shortest inputs have.</summary>
    private static ulong AvalancheOld(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= Prime64B;
        hash ^= hash >> 29;
        hash *= Prime64C;
        return hash ^ (hash >> 32);
    }

    private static uint Half(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
