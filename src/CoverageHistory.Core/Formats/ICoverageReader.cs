using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>Reads one format. Stateless: one instance serves all threads.</summary>
internal interface ICoverageReader : IContentFormat
{
    /// <summary>Streams the report, UTF-8 text, to its end. Paths are as the report writes them.</summary>
    /// <param name="path">Named in errors; the content comes from <paramref name="content"/>.</param>
    /// <exception cref="ReportFormatException">The content is not a sound report of the format.</exception>
    CoverageReport Read(Stream content, string path, CancellationToken cancellation);
}
