namespace CoverageHistory.Formats.Histories;

/// <summary>Reads the history that another tool keeps. Stateless: one instance serves all threads.</summary>
internal interface IHistoryReader : IContentFormat
{
    /// <summary>All entries, in the order of the file.</summary>
    /// <param name="path">Named in errors; the content comes from <paramref name="content"/>.</param>
    /// <exception cref="ReportFormatException">The content is not a sound history of the format.</exception>
    IReadOnlyList<HistoryEntry> Read(Stream content, string path, CancellationToken cancellation);
}
