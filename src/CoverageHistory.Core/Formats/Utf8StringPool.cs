using System.Buffers;
using System.Text.Unicode;

namespace CoverageHistory.Formats;

/// <summary>Makes strings of UTF-8 text, equal ones once: a report repeats a module, a class and a signature thousands of times.</summary>
internal sealed class Utf8StringPool
{
    private string?[] _slots = new string?[1024];
    private int _count;
    private char[] _characters = new char[1024];

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
        text = Get(_characters.AsSpan(0, written));
        return true;
    }

    private string Get(ReadOnlySpan<char> text)
    {
        // The hash is seeded anew in each process, so no report can be made to collide.
        var slot = string.GetHashCode(text) & (_slots.Length - 1);
        while (_slots[slot] is { } known)
        {
            if (text.SequenceEqual(known))
                return known;
            slot = (slot + 1) & (_slots.Length - 1);
        }
        var added = new string(text);
        _slots[slot] = added;
        if (++_count * 3 > _slots.Length * 2)
            Grow();
        return added;
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new string?[old.Length * 2];
        foreach (var text in old)
        {
            if (text is null)
                continue;
            var slot = string.GetHashCode(text.AsSpan()) & (_slots.Length - 1);
            while (_slots[slot] is not null)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = text;
        }
    }
}
