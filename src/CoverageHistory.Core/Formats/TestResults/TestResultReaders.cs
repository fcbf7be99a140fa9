using System.Diagnostics.CodeAnalysis;

namespace CoverageHistory.Formats.TestResults;

/// <summary>Every format of test results the product reads. A file's content says which one it is; its name does not count.</summary>
internal static class TestResultReaders
{
    private static readonly ITestResultReader[] Readers = [new TrxReader(), new JUnitReader(), new XunitReader(), new NUnitReader()];

    public static IReadOnlyList<ITestResultReader> All => Readers;

    /// <summary>The reader for content that starts like this; false when it is of no known format.</summary>
    /// <param name="head">The first bytes, as UTF-8 without a byte order mark.</param>
    public static bool TryFind(ReadOnlySpan<byte> head, [NotNullWhen(true)] out ITestResultReader? reader) =>
        IContentFormat.TryFind(Readers, head, out reader);
}
