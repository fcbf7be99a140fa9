namespace CoverageHistory.Formats.Building;

/// <summary>How equal items are told and united.</summary>
internal interface IUnionRule<T>
{
    static abstract int Compare(in T left, in T right);

    static abstract T Unite(in T left, in T right);
}

/// <summary>
/// Items in order, each once, united when they come again. Reports name a line in ascending order and, within a class, the same lines a
/// second time, so both an append and a repetition of the sequence cost one comparison; any order at all costs O(n log n).
/// </summary>
/// <param name="spare">Room to begin in; its content is worthless.</param>
internal sealed class OrderedUnion<T, TRule>(T[] spare) where TRule : IUnionRule<T>
{
    private const int MinLate = 64;

    /// <summary>Items that belong further up; null until there are any.</summary>
    private List<T>? _late;
    private T[] _items = spare;
    private int _count;
    private int _next;

    public void Add(in T item)
    {
        if (_count == 0 || TRule.Compare(_items[_count - 1], item) < 0)
        {
            if (_count == _items.Length)
                Resize(Math.Max(16, _count * 2));
            _items[_count++] = item;
            return;
        }
        var at = _next < _count && TRule.Compare(_items[_next], item) == 0 ? _next : Find(item);
        if (at >= 0)
        {
            _items[at] = TRule.Unite(_items[at], item);
            _next = at + 1;
            return;
        }
        (_late ??= []).Add(item);
        if (_late.Count >= MinLate + _count / 2)
            TakeInLate();
    }

    /// <summary>Keeps no more room than it needs, unless more comes.</summary>
    /// <returns>Room for another union to begin in.</returns>
    public T[] Trim()
    {
        TakeInLate();
        if (_items.Length == _count)
            return [];
        var room = _items;
        Resize(_count);
        return room;
    }

    /// <summary>All items, in an array of exactly their number.</summary>
    public T[] ToArray()
    {
        Trim();
        return _items;
    }

    // Not Array.Resize: code over this type would be compiled anew in every process.
    private void Resize(int length)
    {
        var resized = new T[length];
        Array.Copy(_items, resized, _count);
        _items = resized;
    }

    private int Find(in T item)
    {
        int low = 0, high = _count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = TRule.Compare(_items[middle], item);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return -1;
    }

    private void TakeInLate()
    {
        if (_late is null)
            return;
        _late.Sort(static (left, right) => TRule.Compare(left, right));
        var united = new T[_count + _late.Count];
        int item = 0, late = 0, count = 0;
        while (item < _count || late < _late.Count)
        {
            var isItem = late == _late.Count || (item < _count && TRule.Compare(_items[item], _late[late]) < 0);
            var next = isItem ? _items[item++] : _late[late++];
            if (count > 0 && TRule.Compare(united[count - 1], next) == 0)
                united[count - 1] = TRule.Unite(united[count - 1], next);
            else
                united[count++] = next;
        }
        _items = united;
        _count = count;
        _next = 0;
        _late = null;
    }
}
