namespace CoverageHistory.Storage.Maps;

/// <summary>Writes text by its number in a table of the text so far: 0 and the text when it is new, else its place from 1.</summary>
internal sealed class PieceWriter
{
    private static readonly Dictionary<string, int> WellKnown =
        SignaturePieces.WellKnown.Select((piece, index) => (piece, index)).ToDictionary(pair => pair.piece, pair => pair.index, StringComparer.Ordinal);

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>Begins a map.</summary>
    public void Clear() => _places.Clear();

    public void WriteSignature(BlobWriter writer, ReadOnlySpan<char> signature)
    {
        var count = 0;
        for (var rest = signature; !rest.IsEmpty; rest = rest[SignaturePieces.First(rest)..])
            count++;
        writer.Count(count);
        for (var rest = signature; !rest.IsEmpty;)
        {
            var length = SignaturePieces.First(rest);
            Write(writer, rest[..length]);
            rest = rest[length..];
        }
    }

    public void Write(BlobWriter writer, ReadOnlySpan<char> text)
    {
        if (WellKnown.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var place)
            || _places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out place))
        {
            writer.Count(place + 1);
            return;
        }
        writer.Count(0);
        writer.Text(text);
        _places.Add(text.ToString(), WellKnown.Count + _places.Count);
    }
}
