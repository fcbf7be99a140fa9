using System.Diagnostics.CodeAnalysis;
using System.Text;
using CoverageHistory.Formats.Input;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>Every coverage format the product reads. A file's content says which one it is; its name does not count.</summary>
public static class CoverageReaders
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
    ];

    /// <summary>What the files of Microsoft's collector begin with unless a text format was asked for.</summary>
    private static ReadOnlySpan<byte> BinaryCoverage => [(byte)'P', (byte)'C', (byte)'H', 0xFF];

    public static IReadOnlyList<ICoverageReader> All => Readers;

    /// <summary>Reads a report file once, from front to back, gzip unpacked.</summary>
    /// <exception cref="ReportFormatException">The content is of no known format, is not sound, or is beyond a limit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static HashedReport Read(string path, ReadLimits limits, CancellationToken cancellation)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            // Test hosts may hold their reports open for a moment longer.
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });
        using var hashed = new HashedStream(file);
        var report = Read(hashed, path, limits, cancellation);
        return new HashedReport(report, hashed.Finish());
    }

    /// <summary>Reads a report from a stream, such as standard input.</summary>
    /// <param name="path">Named in errors.</param>
    /// <inheritdoc cref="Read(string, ReadLimits, CancellationToken)"/>
    public static CoverageReport Read(Stream content, string path, ReadLimits limits, CancellationToken cancellation)
    {
        try
        {
            var limited = new LimitedStream(content, path, limits.MaxBytes, cancellation);
            var start = new byte[2];
            var length = limited.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            var bytes = new RewoundStream(start.AsMemory(0, length), limited);
            if (start is not [0x1F, 0x8B])
                return ReadText(bytes, path, cancellation);
            using var unpacked = new GzipContent(bytes);
            return ReadText(new LimitedStream(unpacked, path, limits.MaxBytes, cancellation), path, cancellation);
        }
        catch (InvalidDataException e)
        {
            throw new ReportFormatException(path, null, "sound gzip data", e.Message, e);
        }
        catch (DecoderFallbackException e)
        {
            throw new ReportFormatException(path, null, "text in the encoding its first bytes promise", e.Message, e);
        }
    }

    /// <summary>The reader for content that starts like this; false when it is of no known format.</summary>
    /// <param name="head">The first bytes, as UTF-8 without a byte order mark.</param>
    public static bool TryFind(ReadOnlySpan<byte> head, [NotNullWhen(true)] out ICoverageReader? reader)
    {
        foreach (var candidate in Readers)
        {
            if (!candidate.Recognizes(head))
                continue;
            reader = candidate;
            return true;
        }
        reader = null;
        return false;
    }

    private static CoverageReport ReadText(Stream bytes, string path, CancellationToken cancellation)
    {
        var content = Utf8Content.Open(bytes);
        if (content.Head.StartsWith(BinaryCoverage))
        {
            throw new ReportFormatException(path, null,
                "a report in text (convert this one with 'dotnet-coverage merge --output-format cobertura --output coverage.cobertura.xml FILE', or collect with --collect \"Code Coverage;Format=cobertura\")",
                "Microsoft's binary .coverage");
        }
        if (TryFind(content.Head, out var reader))
            return reader.Read(content.Stream, path, cancellation);
        var known = string.Join(", ", Readers.Select(known => known.Format));
        throw new ReportFormatException(path, null, $"a report in one of the formats {known}",
            content.Head.IsEmpty ? "an empty file" : $"a file that starts with '{Encoding.UTF8.GetString(content.Head[..Math.Min(40, content.Head.Length)])}'");
    }
}
