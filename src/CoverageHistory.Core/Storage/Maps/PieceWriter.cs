namespace CoverageHistory.Storage.Maps;

/// <summary>
/// Writes text by its place in a table of the text so far: 0 and the text when it is new, else its place from 1. The table is a map's own;
/// what is remembered beyond a map only saves looking the same text up again.
/// </summary>
internal sealed class PieceWriter
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _signatures = new(StringComparer.Ordinal);
    private readonly List<Piece> _pieces = [];
    private int _map = 1;
    private int _places;

    public PieceWriter()
    {
        foreach (var piece in SignaturePieces.WellKnown)
            IdOf(piece);
    }

    /// <summary>Begins a map.</summary>
    public void Clear()
    {
        _map++;
        _places = SignaturePieces.WellKnown.Count;
    }

    public void Write(BlobWriter writer, string text) => Write(writer, IdOf(text));

    public void WriteSignature(BlobWriter writer, string signature)
    {
        if (!_signatures.TryGetValue(signature, out var ids))
            _signatures.Add(signature, ids = Split(signature));
        writer.Count(ids.Length);
        foreach (var id in ids)
            Write(writer, id);
    }

    private void Write(BlobWriter writer, int id)
    {
        var piece = _pieces[id];
        if (id < SignaturePieces.WellKnown.Count)
            writer.Count(id + 1);
        else if (piece.Map == _map)
            writer.Count(piece.Place + 1);
        else
        {
            writer.Count(0);
            writer.Text(piece.Text);
            piece.Map = _map;
            piece.Place = _places++;
        }
    }

    private int[] Split(string signature)
    {
        var ids = new List<int>();
        for (var at = 0; at < signature.Length;)
        {
            var length = SignaturePieces.First(signature.AsSpan(at));
            ids.Add(IdOf(signature.Substring(at, length)));
            at += length;
        }
        return [.. ids];
    }

    private int IdOf(string text)
    {
        if (_ids.TryGetValue(text, out var id))
            return id;
        id = _pieces.Count;
        _ids.Add(text, id);
        _pieces.Add(new Piece(text));
        return id;
    }

    private sealed class Piece(string text)
    {
        public string Text { get; } = text;

        /// <summary>The map whose table holds it.</summary>
        public int Map { get; set; }

        public int Place { get; set; }
    }
}
