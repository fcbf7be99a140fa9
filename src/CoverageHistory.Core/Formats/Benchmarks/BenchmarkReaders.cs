using System.Diagnostics.CodeAnalysis;
using CoverageHistory.Formats.Benchmarks.Dotnet;

namespace CoverageHistory.Formats.Benchmarks;

/// <summary>Every format of benchmark results the product reads. A file's content says which one it is; its name does not count.</summary>
internal static class BenchmarkReaders
{
    private static readonly IBenchmarkReader[] Readers =
    [
        new BenchmarkDotNetReader(),
        new JmhReader(),
        new GoogleBenchmarkReader(),
        new HyperfineReader(),
        new CriterionReader(),
        new PytestBenchmarkReader(),
    ];

    public static IReadOnlyList<IBenchmarkReader> All => Readers;

    /// <summary>The reader for content that starts like this; false when it is of no known format.</summary>
    /// <param name="head">The first bytes, as UTF-8 without a byte order mark.</param>
    public static bool TryFind(ReadOnlySpan<byte> head, [NotNullWhen(true)] out IBenchmarkReader? reader) =>
        IContentFormat.TryFind(Readers, head, out reader);
}
