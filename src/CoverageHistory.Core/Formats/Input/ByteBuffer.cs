namespace CoverageHistory.Formats.Input;

/// <summary>Bytes put together piece by piece, in room that is used again.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    /// <summary>Valid until the next change.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Append(ReadOnlySpan<byte> piece)
    {
        if (Length + piece.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(Length + piece.Length, Math.Max(256, _bytes.Length * 2)));
        piece.CopyTo(_bytes.AsSpan(Length));
        Length += piece.Length;
    }
}
