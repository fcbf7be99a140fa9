using CoverageHistory.Model;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Reads one format of benchmark results. Stateless: one instance serves all threads.</summary>
internal interface IBenchmarkReader : IContentFormat
{
    /// <summary>Streams the report. An entry that is not sound is left out and told of in <see cref="BenchmarkReport.Diagnostics"/>.</summary>
    /// <param name="path">Named in errors, and the source of names that the content lacks; the content comes from <paramref name="content"/>.</param>
    /// <exception cref="ReportFormatException">The content is not a sound report of the format, or none of its entries is sound.</exception>
    BenchmarkReport Read(Stream content, string path, CancellationToken cancellation);
}
