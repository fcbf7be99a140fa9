using System.Text;

namespace CoverageHistory.Storage.Maps;

/// <summary>Reads what <see cref="PieceWriter"/> wrote.</summary>
internal sealed class PieceReader
{
    /// <summary>A few bytes can name a long text many times; no real file comes near this.</summary>
    private const int MostCharacters = 64 << 20;

    private readonly List<string> _pieces = [.. SignaturePieces.WellKnown];
    private readonly StringBuilder _signature = new();
    private int _characters;

    public string ReadSignature(ref BlobReader reader)
    {
        var count = reader.CountOfRest();
        if (count == 0)
            return "";
        var first = Read(ref reader);
        if (count == 1)
            return first;
        _signature.Clear().Append(first);
        for (; count > 1; count--)
            _signature.Append(Read(ref reader));
        return _signature.ToString();
    }

    public string Read(ref BlobReader reader)
    {
        var place = reader.Count(_pieces.Count);
        if (place == 0)
            _pieces.Add(reader.Text());
        var piece = place == 0 ? _pieces[^1] : _pieces[place - 1];
        if ((_characters += piece.Length) > MostCharacters)
            throw new InvalidDataException("the names of a map are too long");
        return piece;
    }
}
