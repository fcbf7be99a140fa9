namespace CoverageHistory.Formats.Histories;

/// <summary>Reads the history that another tool keeps. Stateless: one instance serves all threads.</summary>
public interface IHistoryReader
{
    /// <summary>The format's name in the contract, such as <c>reportgenerator-history</c>.</summary>
    string Format { get; }

    /// <summary>Whether a file that starts like this is of the format. <paramref name="head"/>: its first bytes, 64 KB at most, as UTF-8 without a byte order mark.</summary>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>All entries, in the order of the file.</summary>
    /// <param name="path">Named in errors; the content comes from <paramref name="content"/>.</param>
    /// <exception cref="ReportFormatException">The content is not a sound history of the format.</exception>
    IReadOnlyList<HistoryEntry> Read(Stream content, string path, CancellationToken cancellation);
}
