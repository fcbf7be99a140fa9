using System.Globalization;

namespace CoverageHistory.Reporting;

/// <summary>Line numbers as people write them.</summary>
internal static class LineRanges
{
    private const int MaxRanges = 8;

    /// <summary>Such as <c>3, 7-9</c>; long ones end in how many lines more there are.</summary>
    /// <param name="numbers">Ascending.</param>
    public static string Of(IReadOnlyList<int> numbers)
    {
        var ranges = new List<string>();
        for (var i = 0; i < numbers.Count;)
        {
            if (ranges.Count == MaxRanges)
                return string.Join(", ", ranges) + string.Create(CultureInfo.InvariantCulture, $" and {numbers.Count - i} more");
            var start = i;
            while (++i < numbers.Count && numbers[i] == numbers[i - 1] + 1)
            {
            }
            ranges.Add(start == i - 1
                ? numbers[start].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{numbers[start]}-{numbers[i - 1]}"));
        }
        return string.Join(", ", ranges);
    }
}
