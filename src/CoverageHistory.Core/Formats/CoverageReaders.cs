using System.Diagnostics.CodeAnalysis;
using CoverageHistory.Formats.Foreign;
using CoverageHistory.Formats.Input;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>Every coverage format the product reads. A file's content says which one it is; its name does not count.</summary>
internal static class CoverageReaders
{
    private static readonly ICoverageReader[] Readers =
    [
        new CoberturaReader(),
        new OpenCoverReader(),
        new LcovReader(),
        new CloverReader(),
        new JacocoReader(),
        new DotCoverReader(),
        new MicrosoftXmlReader(),
        new CoverletJsonReader(),
        new GcovReader(),
        new ReportGeneratorReader(ForeignFormat.Scoverage),
        new ReportGeneratorReader(ForeignFormat.NCover),
        new ReportGeneratorReader(ForeignFormat.MProf),
        new BinaryCoverageReader(static () => Environment.GetEnvironmentVariable("PATH")),
    ];

    public static IReadOnlyList<ICoverageReader> All => Readers;

    /// <summary>Reads a report file once, from front to back, gzip unpacked.</summary>
    /// <exception cref="ReportFormatException">The content is of no known format, is not sound, or is beyond a limit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HashedReport Read(string path, ReadLimits limits, CancellationToken cancellation)
    {
        var (report, hash) = ReportContent.Read(path, limits, content => ReadText(content, path, cancellation), cancellation);
        return new HashedReport(report, hash);
    }

    /// <summary>Reads a report from a stream, such as standard input.</summary>
    /// <param name="path">Named in errors.</param>
    /// <inheritdoc cref="Read(string, ReadLimits, CancellationToken)"/>
    public static CoverageReport Read(Stream content, string path, ReadLimits limits, CancellationToken cancellation) =>
        ReportContent.Read(content, path, limits, text => ReadText(text, path, cancellation), cancellation);

    /// <summary>The reader for content that starts like this; false when it is of no known format.</summary>
    /// <param name="head">The first bytes, as UTF-8 without a byte order mark.</param>
    public static bool TryFind(ReadOnlySpan<byte> head, [NotNullWhen(true)] out ICoverageReader? reader) =>
        IContentFormat.TryFind(Readers, head, out reader);

    private static CoverageReport ReadText(Utf8Content content, string path, CancellationToken cancellation) =>
        TryFind(content.Head, out var reader)
            ? reader.Read(content.Stream, path, cancellation)
            : throw ReportContent.Unknown(content, path, Readers.Select(known => known.Format));
}
