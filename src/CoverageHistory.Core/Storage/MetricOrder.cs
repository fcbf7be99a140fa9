using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>The order values have in a record: by name, then unit, ordinally.</summary>
internal static class MetricOrder
{
    public static int Compare(MetricValue left, MetricValue right)
    {
        var byName = string.CompareOrdinal(left.Metric.Name, right.Metric.Name);
        return byName != 0 ? byName : string.CompareOrdinal(left.Metric.Unit, right.Metric.Unit);
    }
}
