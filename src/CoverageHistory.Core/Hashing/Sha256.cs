using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace CoverageHistory.Hashing;

/// <summary>
/// SHA-256 (FIPS 180-4). The framework's loads OpenSSL, which takes 5 MiB, a tenth of a recording's memory, and 4 ms, as long as this one
/// takes for all that a recording stores. It does 250 MB a second, which is fast enough for what a run adds and too slow for reports
/// (<see cref="XxHash128"/>).
/// </summary>
internal static class Sha256
{
    public const int SizeInBytes = 32;

    private const int BlockBytes = 64;

    /// <summary>Who hashes more than this in one process is better served by the framework's, which is five times as fast once it is loaded.</summary>
    private const long MostBytes = 8 << 20;

    private static long _hashed;

    /// <summary>Cube roots of the first 64 primes, the first 32 bits behind the point.</summary>
    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        var hash = new byte[SizeInBytes];
        Of(content, hash);
        return hash;
    }

    /// <param name="hash">Gets the 32 bytes.</param>
    public static void Of(ReadOnlySpan<byte> content, Span<byte> hash)
    {
        if (Interlocked.Add(ref _hashed, content.Length) > MostBytes)
            SHA256.HashData(content, hash);
        else
            Compute(content, hash);
    }

    /// <summary>In this code.</summary>
    internal static void Compute(ReadOnlySpan<byte> content, Span<byte> hash)
    {
        Span<uint> state = stackalloc uint[] { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
        var whole = content.Length - content.Length % BlockBytes;
        for (var at = 0; at < whole; at += BlockBytes)
            Mix(state, content.Slice(at, BlockBytes));

        // What is left, a one bit, zeros, and the length in bits: one block or two.
        Span<byte> end = stackalloc byte[2 * BlockBytes];
        end.Clear();
        var rest = content[whole..];
        rest.CopyTo(end);
        end[rest.Length] = 0x80;
        end = end[..(rest.Length < BlockBytes - sizeof(ulong) ? BlockBytes : 2 * BlockBytes)];
        BinaryPrimitives.WriteUInt64BigEndian(end[^sizeof(ulong)..], (ulong)content.Length * 8);
        for (; !end.IsEmpty; end = end[BlockBytes..])
            Mix(state, end[..BlockBytes]);

        for (var i = 0; i < state.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], state[i]);
    }

    /// <summary>Of the text as UTF-8, in lower-case hexadecimal digits.</summary>
    public static string HexOf(string text)
    {
        Span<byte> hash = stackalloc byte[SizeInBytes];
        Of(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }

    private static void Mix(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[64];
        for (var i = 0; i < 16; i++)
            words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        for (var i = 16; i < words.Length; i++)
        {
            var (early, late) = (words[i - 15], words[i - 2]);
            words[i] = words[i - 16] + words[i - 7]
                + (BitOperations.RotateRight(early, 7) ^ BitOperations.RotateRight(early, 18) ^ (early >> 3))
                + (BitOperations.RotateRight(late, 17) ^ BitOperations.RotateRight(late, 19) ^ (late >> 10));
        }

        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        var constants = RoundConstants;
        for (var i = 0; i < words.Length; i++)
        {
            var first = h + constants[i] + words[i] + ((e & f) ^ (~e & g))
                + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25));
            var second = ((a & b) ^ (a & c) ^ (b & c))
                + (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
