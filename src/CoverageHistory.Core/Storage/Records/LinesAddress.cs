using CoverageHistory.Storage.Maps;

namespace CoverageHistory.Storage;

/// <summary>
/// Finds the addresses of texts of many lines. Texts that are asked for one after the other have nearly all lines in common, made of the
/// very same objects; their part is copied from the text before.
/// </summary>
/// <param name="write">Writes a line.</param>
internal sealed class LinesAddress<T>(Action<BlobWriter, T> write)
    where T : class
{
    private T[] _lines = [];
    private int[] _starts = [0];
    private BlobWriter _text = new();
    private BlobWriter _before = new();

    /// <param name="lines">Not to be changed afterwards.</param>
    public BlobKey Of(T[] lines)
    {
        (_text, _before) = (_before, _text);
        _text.Clear();
        var starts = new int[lines.Length + 1];
        var canCopy = lines.Length == _lines.Length;
        for (var i = 0; i < lines.Length;)
        {
            var (from, at) = (i, _text.Length);
            while (canCopy && i < lines.Length && ReferenceEquals(lines[i], _lines[i]))
            {
                i++;
                starts[i] = at + _starts[i] - _starts[from];
            }
            if (i > from)
                _text.Bytes(_before.Written[_starts[from].._starts[i]]);
            if (i == lines.Length)
                break;
            write(_text, lines[i]);
            starts[++i] = _text.Length;
        }
        (_lines, _starts) = (lines, starts);
        return BlobKey.Of(_text.Written);
    }
}
