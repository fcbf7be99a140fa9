using CoverageHistory.Hashing;

namespace CoverageHistory.Formats.Input;

/// <summary>Hashes what passes, so that no file is read twice. Does not dispose what it reads from.</summary>
internal sealed class HashedStream(Stream content) : ForwardStream
{
    private readonly XxHash128 _hash = new();

    public override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        _hash.Append(buffer[..read]);
        return read;
    }

    /// <summary>Reads what is left, so that the hash is of all bytes. Lower-case hexadecimal.</summary>
    public string Finish()
    {
        Span<byte> rest = stackalloc byte[4096];
        while (Read(rest) > 0)
        {
        }
        Span<byte> hash = stackalloc byte[XxHash128.SizeInBytes];
        _hash.Finish(hash);
        return Convert.ToHexStringLower(hash);
    }
}
