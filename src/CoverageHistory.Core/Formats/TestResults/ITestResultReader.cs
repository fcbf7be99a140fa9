using CoverageHistory.Model;

namespace CoverageHistory.Formats.TestResults;

/// <summary>Reads one format of test results. Stateless: one instance serves all threads.</summary>
public interface ITestResultReader
{
    /// <summary>The format's name in the contract, such as <c>trx</c>.</summary>
    string Format { get; }

    /// <summary>Whether a file that starts like this is of the format. <paramref name="head"/>: its first bytes as UTF-8 without a byte order mark.</summary>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>Streams the report.</summary>
    /// <param name="path">Named in errors; the content comes from <paramref name="content"/>.</param>
    /// <exception cref="ReportFormatException">The content is not a sound report of the format.</exception>
    TestReport Read(Stream content, string path, CancellationToken cancellation);
}
