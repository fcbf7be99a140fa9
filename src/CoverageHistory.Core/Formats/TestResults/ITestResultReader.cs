using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>Reads one format of test results. Stateless: one instance serves all threads.</summary>
internal interface ITestResultReader : IContentFormat
{
    /// <summary>Streams the report.</summary>
    /// <param name="path">Named in errors; the content comes from <paramref name="content"/>.</param>
    /// <exception cref="ReportFormatException">The content is not a sound report of the format.</exception>
    TestReport Read(Stream content, string path, CancellationToken cancellation);
}
