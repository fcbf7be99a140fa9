namespace CoverageHistory.Configuration;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary>The candidate that is nearest by edits, case aside; null when none is near.</summary>
    public static string? For(string text, IEnumerable<string> candidates)
    {
        var nearest = candidates.MinBy(candidate => DistanceTo(candidate));
        // A third of the letters wrong is no longer a slip.
        return nearest is not null && DistanceTo(nearest) <= Math.Max(1, nearest.Length / 3) ? nearest : null;

        int DistanceTo(string candidate) => Distance(text.ToUpperInvariant(), candidate.ToUpperInvariant());
    }

    /// <summary>Insertions, deletions and replacements that lead from one text to the other (Levenshtein, 1966).</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > right.Length)
            return int.MaxValue;
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.Length];
    }
}
