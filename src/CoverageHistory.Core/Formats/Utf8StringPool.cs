using System.Buffers;
using System.Text.Unicode;

namespace CoverageHistory.Formats;

/// <summary>Makes strings of UTF-8 text, equal ones once: a report repeats a module, a class and a signature thousands of times.</summary>
internal sealed class Utf8StringPool
{
    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private char[] _characters = new char[1024];

    public Utf8StringPool() => _lookup = _strings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <returns>False when <paramref name="utf8"/> is not valid UTF-8.</returns>
    public bool TryGet(ReadOnlySpan<byte> utf8, out string text)
    {
        text = "";
        if (utf8.IsEmpty)
            return true;
        if (_characters.Length < utf8.Length)
            _characters = new char[Math.Max(utf8.Length, _characters.Length * 2)];
        if (Utf8.ToUtf16(utf8, _characters, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            return false;
        var characters = _characters.AsSpan(0, written);
        if (_lookup.TryGetValue(characters, out var known))
        {
            text = known;
            return true;
        }
        text = new string(characters);
        _strings.Add(text);
        return true;
    }
}
