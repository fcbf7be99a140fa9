namespace CoverageHistory.Statistics;

/// <summary>Chooses the changes of a series: the surest first, then each against its neighbours, until all that are left are sure.</summary>
internal static class Segmentation
{
    /// <summary>Each round settles at least one change.</summary>
    private const int MostRounds = 2_000;

    /// <param name="least">Evidence that a change needs.</param>
    public static List<int> Find(LevelSplits splits, int length, double least)
    {
        var found = Grow(splits, length, least);
        for (var round = 0; round < MostRounds && Settle(splits, found, length, least); round++)
        {
        }
        var places = new List<int>(found.Count);
        foreach (var change in found)
            places.Add(change.Place);
        return places;
    }

    private static List<Change> Grow(LevelSplits splits, int length, double least)
    {
        var candidates = new List<Candidate>();
        foreach (var (start, end) in SeededIntervals.Of(length, splits.LongestStretch))
        {
            if (splits.Best(start, end) is var (place, evidence) && evidence >= least)
                candidates.Add(new Candidate(start, place, end, evidence));
        }
        candidates.Sort();
        var found = new List<int>();
        foreach (var candidate in candidates)
        {
            var at = found.BinarySearch(candidate.Start + 1);
            at = at < 0 ? ~at : at;
            if (at == found.Count || found[at] >= candidate.End)
                found.Insert(at, candidate.Place);
        }
        var changes = new List<Change>(found.Count);
        foreach (var place in found)
            changes.Add(new Change { Place = place });
        return changes;
    }

    /// <summary>Moves each change to where it is surest, and drops the least sure; false when nothing moved.</summary>
    private static bool Settle(LevelSplits splits, List<Change> found, int length, double least)
    {
        var moved = false;
        for (var i = 0; i < found.Count; i++)
            moved |= found[i].Move(splits, i == 0 ? 0 : found[i - 1].Place, i + 1 == found.Count ? length : found[i + 1].Place);
        var weakest = (At: -1, Evidence: least);
        for (var i = 0; i < found.Count; i++)
        {
            var evidence = found[i].Weigh(splits, i == 0 ? 0 : found[i - 1].Place, i + 1 == found.Count ? length : found[i + 1].Place);
            if (evidence < weakest.Evidence)
                weakest = (i, evidence);
        }
        if (weakest.At < 0)
            return moved;
        found.RemoveAt(weakest.At);
        return true;
    }

    /// <summary>Remembers what it was weighed between: most changes keep their neighbours from round to round.</summary>
    private sealed class Change
    {
        private (int Start, int End) _sought;
        private (int Start, int Place, int End) _weighed;
        private double _evidence;

        public int Place { get; set; }

        public bool Move(LevelSplits splits, int start, int end)
        {
            if (_sought == (start, end))
                return false;
            _sought = (start, end);
            var (place, _) = splits.Best(start, end);
            var moved = place != Place;
            Place = place;
            return moved;
        }

        public double Weigh(LevelSplits splits, int start, int end)
        {
            if (_weighed != (start, Place, end))
            {
                _weighed = (start, Place, end);
                _evidence = splits.Sureness(start, Place, end);
            }
            return _evidence;
        }
    }

    /// <summary>The surest first.</summary>
    /// <remarks>A class: lists of values of our own are compiled anew in every process, which takes longer than finding the changes.</remarks>
    private sealed record Candidate(int Start, int Place, int End, double Evidence) : IComparable<Candidate>
    {
        public int CompareTo(Candidate? other)
        {
            if (Evidence != other!.Evidence)
                return other.Evidence.CompareTo(Evidence);
            return Start != other.Start ? Start.CompareTo(other.Start) : End.CompareTo(other.End);
        }
    }
}
