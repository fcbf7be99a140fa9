using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>The order measurements have in a record: by namespace, type, method, parameters and job, ordinally.</summary>
internal static class MeasurementOrder
{
    public static int Compare(Measurement left, Measurement right) => Compare(left.Benchmark, right.Benchmark);

    public static int Compare(Benchmark left, Benchmark right)
    {
        var order = string.CompareOrdinal(left.Namespace, right.Namespace);
        if (order == 0)
            order = string.CompareOrdinal(left.Type, right.Type);
        if (order == 0)
            order = string.CompareOrdinal(left.Method, right.Method);
        if (order == 0)
            order = string.CompareOrdinal(left.Parameters, right.Parameters);
        return order != 0 ? order : string.CompareOrdinal(left.Job, right.Job);
    }
}
