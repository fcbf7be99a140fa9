namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Why an entry of a report of benchmarks is left out.</summary>
/// <param name="Field">As the format calls it, such as <c>Statistics.Mean</c>.</param>
/// <param name="Line">1-based line of the report.</param>
internal sealed record EntryFault(string Field, string Expected, string Found, int Line);
