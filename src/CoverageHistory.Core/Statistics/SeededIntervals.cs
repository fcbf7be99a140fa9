namespace CoverageHistory.Statistics;

/// <summary>
/// The stretches of a series in which a change is looked for: lengths that grow by a constant factor, each length at places that overlap by
/// half (S. Kovács et al., Seeded binary segmentation, Biometrika 110 (2023)). Their lengths add up to n log n.
/// </summary>
internal static class SeededIntervals
{
    private const double Growth = 1.4142135623730951;
    private const int Shortest = 4;

    /// <param name="longest">Longer ones would find no others, but for the whole.</param>
    public static IEnumerable<(int Start, int End)> Of(int length, int longest)
    {
        yield return (0, length);
        for (double size = length / Growth; size >= Shortest; size /= Growth)
        {
            if (size > longest * Growth)
                continue;
            var count = (2 * (int)Math.Ceiling(length / size)) - 1;
            var shift = (length - size) / (count - 1);
            for (var i = 0; i < count; i++)
                yield return ((int)(i * shift), Math.Min(length, (int)Math.Ceiling((i * shift) + size)));
        }
    }
}
