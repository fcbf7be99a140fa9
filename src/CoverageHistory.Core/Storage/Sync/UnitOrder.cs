namespace CoverageHistory.Storage.Sync;

/// <summary>The order in which units can be taken in: each after those that bring the lists it stands on.</summary>
internal static class UnitOrder
{
    /// <summary>The hashes in order. Units that stand on one another in a circle, which no sound set holds, come in some order.</summary>
    public static List<string> Sort(IReadOnlyList<UnitAddresses> units)
    {
        var bringers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < units.Count; i++)
        {
            foreach (var list in units[i].Lists)
                bringers.TryAdd(list, i);
        }
        var sorted = new List<string>(units.Count);
        var isSeen = new bool[units.Count];
        // Chains are as long as the history, too long for recursion.
        var open = new Stack<(int Unit, int Next)>();
        for (var start = 0; start < units.Count; start++)
        {
            Open(start);
            while (open.TryPop(out var at))
            {
                if (at.Next == units[at.Unit].Needs.Count)
                {
                    sorted.Add(units[at.Unit].Hash);
                    continue;
                }
                open.Push((at.Unit, at.Next + 1));
                if (bringers.TryGetValue(units[at.Unit].Needs[at.Next], out var bringer))
                    Open(bringer);
            }
        }
        return sorted;

        void Open(int unit)
        {
            if (!isSeen[unit])
                open.Push((unit, 0));
            isSeen[unit] = true;
        }
    }
}
