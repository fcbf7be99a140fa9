using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>Reads one format. Stateless: one instance serves all threads.</summary>
public interface ICoverageReader
{
    /// <summary>The format's name in the contract, such as <c>cobertura</c>.</summary>
    string Format { get; }

    /// <summary>Whether a file that starts like this is of the format. <paramref name="head"/>: its first bytes, 64 KB at most, as UTF-8 without a byte order mark.</summary>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>Streams the report, UTF-8 text, to its end. Paths are as the report writes them.</summary>
    /// <param name="path">Named in errors; the content comes from <paramref name="content"/>.</param>
    /// <exception cref="ReportFormatException">The content is not a sound report of the format.</exception>
    CoverageReport Read(Stream content, string path, CancellationToken cancellation);
}
