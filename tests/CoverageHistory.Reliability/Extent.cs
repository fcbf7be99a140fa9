namespace CoverageHistory.Reliability;

/// <summary>How much is tried: a little in CI, all of it where <c>COVERAGE_HISTORY_FULL=1</c>, as <c>full.sh</c> sets it.</summary>
internal static class Extent
{
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("COVERAGE_HISTORY_FULL") == "1";

    public static int Of(int brief, int full) => IsFull ? full : brief;
}
