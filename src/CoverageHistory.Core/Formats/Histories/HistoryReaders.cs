using System.Diagnostics.CodeAnalysis;

namespace CoverageHistory.Formats.Histories;

/// <summary>Every history of other tools the product reads.</summary>
internal static class HistoryReaders
{
    private static readonly IHistoryReader[] Readers = [new ReportGeneratorHistoryReader(), new GitHubBenchmarkReader()];

    public static IReadOnlyList<IHistoryReader> All => Readers;

    /// <summary>The reader for content that starts like this; false when it is no history.</summary>
    /// <param name="head">The first bytes, as UTF-8 without a byte order mark.</param>
    public static bool TryFind(ReadOnlySpan<byte> head, [NotNullWhen(true)] out IHistoryReader? reader) =>
        IContentFormat.TryFind(Readers, head, out reader);
}
