using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>A report and what it was read from.</summary>
/// <param name="ContentHash">SHA-256 of the file's bytes as they are on disk, lower-case hexadecimal.</param>
public sealed record HashedReport(CoverageReport Report, string ContentHash);
