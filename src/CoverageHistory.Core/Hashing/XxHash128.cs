using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CoverageHistory.Hashing;

/// <summary>
/// XXH3 with 128 bits, seed 0, by its specification (github.com/Cyan4973/xxHash, doc/xxhash_spec.md), of bytes that come in pieces.
/// Not for secrets and signatures: it tells whether two files are the same one, at the cost of reading memory. In plain integers, because
/// code for wide vectors would be compiled anew in every process; the package System.IO.Hashing has it.
/// </summary>
internal sealed class XxHash128
{
    public const int SizeInBytes = 16;

    private const int Lanes = 8;
    private const int StripeBytes = Lanes * sizeof(ulong);
    private const int BufferBytes = 4 * StripeBytes;

    /// <summary>So many before the lanes are scrambled: each takes a place 8 bytes further on in the secret.</summary>
    private const int StripesInBlock = (XxHashMix.SecretBytes - StripeBytes) / sizeof(ulong);

    private readonly ulong[] _lanes =
    [
        XxHashMix.Prime32C, XxHashMix.Prime64A, XxHashMix.Prime64B, XxHashMix.Prime64C,
        XxHashMix.Prime64D, XxHashMix.Prime32B, XxHashMix.Prime64E, XxHashMix.Prime32A,
    ];

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _buffered;
    private int _stripe;
    private ulong _length;

    public void Append(ReadOnlySpan<byte> piece)
    {
        _length += (ulong)piece.Length;
        if (_buffered + piece.Length > BufferBytes)
        {
            if (_buffered > 0)
            {
                var fill = BufferBytes - _buffered;
                piece[..fill].CopyTo(_buffer.AsSpan(_buffered));
                piece = piece[fill..];
                Mix(_buffer);
                _buffered = 0;
            }
            // The last stripe is mixed in otherwise, so something always stays behind, and the bytes before it.
            var whole = (piece.Length - 1) / BufferBytes * BufferBytes;
            if (whole > 0)
            {
                Mix(piece[..whole]);
                piece[(whole - StripeBytes)..whole].CopyTo(_buffer.AsSpan(BufferBytes - StripeBytes));
                piece = piece[whole..];
            }
        }
        piece.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += piece.Length;
    }

    /// <summary>In the order the specification calls canonical. Nothing can be appended afterwards.</summary>
    /// <param name="hash">Gets the 16 bytes.</param>
    public void Finish(Span<byte> hash)
    {
        var (high, low) = _length <= XxHashMix.MostShortBytes ? XxHashMix.OfShort(_buffer.AsSpan(0, _buffered)) : OfLong();
        BinaryPrimitives.WriteUInt64BigEndian(hash, high);
        BinaryPrimitives.WriteUInt64BigEndian(hash[sizeof(ulong)..], low);
    }

    private (ulong High, ulong Low) OfLong()
    {
        Span<byte> last = stackalloc byte[StripeBytes];
        // A stripe that reaches back into what was mixed in already.
        var earlier = Math.Max(0, StripeBytes - _buffered);
        _buffer.AsSpan(BufferBytes - earlier).CopyTo(last);
        _buffer.AsSpan(_buffered - (StripeBytes - earlier), StripeBytes - earlier).CopyTo(last[earlier..]);
        Mix(_buffer.AsSpan(0, (_buffered - 1) / StripeBytes * StripeBytes));
        var secret = XxHashMix.Secret.Slice(XxHashMix.SecretBytes - StripeBytes - 7, StripeBytes);
        MixStripe(MemoryMarshal.Cast<byte, ulong>((ReadOnlySpan<byte>)last), 0, MemoryMarshal.Cast<byte, ulong>(secret), 0);
        return (Merge(XxHashMix.Secret[(XxHashMix.SecretBytes - StripeBytes - 11)..], ~(_length * XxHashMix.Prime64B)),
            Merge(XxHashMix.Secret[11..], _length * XxHashMix.Prime64A));
    }

    /// <param name="bytes">Whole stripes.</param>
    private void Mix(ReadOnlySpan<byte> bytes)
    {
        var stripes = MemoryMarshal.Cast<byte, ulong>(bytes);
        var secret = MemoryMarshal.Cast<byte, ulong>(XxHashMix.Secret);
        for (var at = 0; at < stripes.Length; at += Lanes)
        {
            MixStripe(stripes, at, secret, _stripe);
            if (++_stripe < StripesInBlock)
                continue;
            _stripe = 0;
            Scramble(secret, secret.Length - Lanes);
        }
    }

    // By places rather than by slices, which are calls in precompiled code.
    private void MixStripe(ReadOnlySpan<ulong> stripes, int at, ReadOnlySpan<ulong> secret, int key)
    {
        var lanes = _lanes;
        for (var i = 0; i + 1 < lanes.Length; i += 2)
        {
            var (first, second) = (XxHashMix.LittleEndian(stripes[at + i]), XxHashMix.LittleEndian(stripes[at + i + 1]));
            var (keyed, other) = (first ^ XxHashMix.LittleEndian(secret[key + i]), second ^ XxHashMix.LittleEndian(secret[key + i + 1]));
            lanes[i] += second + (uint)keyed * (keyed >> 32);
            lanes[i + 1] += first + (uint)other * (other >> 32);
        }
    }

    private void Scramble(ReadOnlySpan<ulong> secret, int key)
    {
        for (var i = 0; i < _lanes.Length; i++)
        {
            var lane = _lanes[i];
            lane ^= lane >> 47;
            lane ^= XxHashMix.LittleEndian(secret[key + i]);
            _lanes[i] = lane * XxHashMix.Prime32A;
        }
    }

    private ulong Merge(ReadOnlySpan<byte> secret, ulong start)
    {
        for (var i = 0; i < _lanes.Length; i += 2)
            start += XxHashMix.Fold(_lanes[i] ^ XxHashMix.At(secret, i * sizeof(ulong)), _lanes[i + 1] ^ XxHashMix.At(secret, (i + 1) * sizeof(ulong)));
        return XxHashMix.Avalanche(start);
    }
}
