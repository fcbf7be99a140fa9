using System.Text;
using CoverageHistory.Formats.Benchmarks;
using CoverageHistory.Formats.Xml;

namespace CoverageHistory.Formats.Input;

/// <summary>Opens reports of every kind: within the limits, gzip unpacked, whatever Unicode encoding they are in.</summary>
internal static class ReportContent
{
    /// <summary>Reads a file once, from front to back.</summary>
    /// <returns>What <paramref name="read"/> made of it, and the XXH128 of the file as it is on disk in lower-case hexadecimal.</returns>
    /// <exception cref="ReportFormatException">The content is not sound, or is beyond a limit.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (T Report, string ContentHash) Read<T>(string path, ReadLimits limits, Func<Utf8Content, T> read, CancellationToken cancellation)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            // Test hosts may hold their reports open for a moment longer.
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        });
        using var hashed = new HashedStream(file);
        var report = Read(hashed, path, limits, read, cancellation);
        return (report, hashed.Finish());
    }

    /// <summary>Reads a stream, such as standard input.</summary>
    /// <param name="path">Named in errors.</param>
    /// <exception cref="ReportFormatException">The content is not sound, or is beyond a limit.</exception>
    public static T Read<T>(Stream content, string path, ReadLimits limits, Func<Utf8Content, T> read, CancellationToken cancellation)
    {
        try
        {
            var limited = new LimitedStream(content, path, limits.MaxBytes, cancellation);
            var start = new byte[2];
            var length = limited.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            var bytes = new RewoundStream(start.AsMemory(0, length), limited);
            if (start is not [0x1F, 0x8B])
                return read(Utf8Content.Open(bytes));
            using var unpacked = new GzipContent(bytes);
            return read(Utf8Content.Open(new LimitedStream(unpacked, path, limits.MaxBytes, cancellation)));
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

    /// <summary>The exception for content that no reader knows.</summary>
    public static ReportFormatException Unknown(Utf8Content content, string path, IEnumerable<string> formats)
    {
        if ((Foreign(XmlProlog.Parse(content.Head)) ?? BenchmarkExports.Find(content.Head)) is var (expected, found))
            return new(path, null, expected, found);
        return new(path, null, $"a report in one of the formats {string.Join(", ", formats)}",
            content.Head.IsEmpty ? "an empty file" : $"a file that starts with '{Encoding.UTF8.GetString(content.Head[..Math.Min(60, content.Head.Length)])}'");
    }

    /// <summary>Reports that are known, and that nothing here may or can read.</summary>
    private static (string Expected, string Found)? Foreign(XmlProlog prolog)
    {
        if (prolog.RootName.SequenceEqual("PartCoverReport"u8))
            return ("a report that is still written (ReportGenerator 3 was the last to read this; measure with coverlet)", "a report of PartCover");
        if (prolog.RootTag.IndexOf("ctcreportVersion="u8) >= 0)
            return ("a report without a licence of its own (convert this one with ReportGenerator Pro: -reporttypes:Cobertura)", "a report of Testwell CTC++");
        return null;
    }
}
