using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>A report and what it was read from.</summary>
/// <param name="ContentHash">XXH128 of the file's bytes as they are on disk, 32 lower-case hexadecimal digits.</param>
internal sealed record HashedReport(CoverageReport Report, string ContentHash);
