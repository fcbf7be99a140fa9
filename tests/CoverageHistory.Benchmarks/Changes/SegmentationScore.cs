namespace CoverageHistory.Benchmarks.Changes;

/// <summary>
/// How well change points agree with those of several people: the scores of G. van den Burg and C. Williams, An evaluation of change point
/// detection algorithms, arXiv:2003.06222, with its margin of five points and the start of a series as a change that all know.
/// </summary>
internal static class SegmentationScore
{
    private const int Margin = 5;

    public static double F1(IReadOnlyCollection<int[]> people, IReadOnlyCollection<int> found)
    {
        HashSet<int> detected = [0, .. found];
        var precision = Hits([.. people.SelectMany(marks => marks), 0], detected) / (double)detected.Count;
        var recall = people.Average(marks =>
        {
            HashSet<int> known = [0, .. marks];
            return Hits(known, detected) / (double)known.Count;
        });
        return 2 * precision * recall / (precision + recall);
    }

    public static double Covering(IReadOnlyCollection<int[]> people, IReadOnlyCollection<int> found, int length)
    {
        var detected = Parts(found, length);
        return people.Average(marks => Parts(marks, length).Sum(part => (part.End - part.Start) * detected.Max(other => Overlap(part, other))) / length);
    }

    private static int Hits(HashSet<int> known, HashSet<int> detected)
    {
        var left = new HashSet<int>(detected);
        return known.Order().Count(mark =>
        {
            var near = left.Where(place => Math.Abs(place - mark) <= Margin).OrderBy(place => Math.Abs(place - mark)).ThenBy(place => place).ToList();
            return near.Count > 0 && left.Remove(near[0]);
        });
    }

    private static List<(int Start, int End)> Parts(IEnumerable<int> places, int length)
    {
        List<int> bounds = [0, .. places.Where(place => place > 0 && place < length).Distinct().Order(), length];
        return [.. bounds.Zip(bounds.Skip(1))];
    }

    private static double Overlap((int Start, int End) left, (int Start, int End) right)
    {
        double both = Math.Max(0, Math.Min(left.End, right.End) - Math.Max(left.Start, right.Start));
        return both / (left.End - left.Start + right.End - right.Start - both);
    }
}
