namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Units of time as benchmark tools write them.</summary>
internal static class TimeUnit
{
    public const double Second = 1e9;

    /// <summary>Nanoseconds of one; null for a unit of something else.</summary>
    public static double? Nanoseconds(string? unit) => unit switch
    {
        "ns" => 1,
        "us" or "μs" or "µs" => 1e3,
        "ms" => 1e6,
        "s" => Second,
        "min" => 60 * Second,
        "hr" => 3_600 * Second,
        "day" => 86_400 * Second,
        _ => null,
    };
}
