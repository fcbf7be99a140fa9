namespace CoverageHistory.Statistics;

/// <summary>Values by rank, without sorting all of them.</summary>
internal static class OrderStatistic
{
    /// <summary>Of an even number, the mean of the middle two. The order of the values is lost.</summary>
    /// <param name="values">At least one.</param>
    public static double Median(Span<double> values)
    {
        var middle = values.Length / 2;
        var upper = Select(values, middle);
        if (values.Length % 2 == 1)
            return upper;
        var lower = values[0];
        foreach (var value in values[1..middle])
            lower = Math.Max(lower, value);
        return (lower + upper) / 2;
    }

    /// <summary>A copy's median.</summary>
    public static double MedianOf(IEnumerable<double> values) => Median(values.ToArray());

    /// <summary>The value of a rank from 0, with none greater before it and none less after it (Hoare 1961).</summary>
    public static double Select(Span<double> values, int rank)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var pivot = MiddleOf(values[low], values[(low + high) / 2], values[high]);
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (values[left] < pivot)
                    left++;
                while (values[right] > pivot)
                    right--;
                if (left > right)
                    break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
            if (rank <= right)
                high = right;
            else if (rank >= left)
                low = left;
            else
                break;
        }
        return values[rank];
    }

    private static double MiddleOf(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
