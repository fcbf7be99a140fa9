using System.Buffers.Binary;
using System.IO.Compression;

namespace CoverageHistory.Formats.Input;

/// <summary>Unpacks gzip, and unlike <see cref="GZipStream"/> takes data that breaks off for what it is.</summary>
internal sealed class GzipContent : ForwardStream
{
    private readonly PackedBytes _packed;
    private readonly GZipStream _unpacked;
    private uint _length;

    public GzipContent(Stream packed)
    {
        _packed = new PackedBytes(packed);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">The data is not sound, or is not all there.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = _unpacked.Read(buffer);
        _length += (uint)read;
        // The last four bytes are the length (RFC 1952); a file cut short ends with something else.
        if (read == 0 && buffer.Length > 0 && _packed.LastFourBytes != _length)
            throw new InvalidDataException("data that breaks off");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private sealed class PackedBytes(Stream packed) : ForwardStream
    {
        private readonly byte[] _last = new byte[4];

        public uint LastFourBytes => BinaryPrimitives.ReadUInt32LittleEndian(_last);

        public override int Read(Span<byte> buffer)
        {
            var read = packed.Read(buffer);
            foreach (var next in buffer[Math.Max(0, read - 4)..read])
            {
                _last.AsSpan(1).CopyTo(_last);
                _last[^1] = next;
            }
            return read;
        }
    }
}
