using CoverageHistory.Formats.Building;
using CoverageHistory.Formats.Foreign;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>The formats that are read with ReportGenerator's parsers, an instance each.</summary>
internal sealed class ReportGeneratorReader(ForeignFormat format) : ICoverageReader
{
    public string Format => format.Name;

    public bool Recognizes(ReadOnlySpan<byte> head) => format.Recognizes(head);

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        // The library reads files, and what it is given is not the file that was named.
        var copy = Path.Combine(Path.GetTempPath(), $"coverage-history-{Guid.NewGuid():N}.xml");
        try
        {
            ForeignDocument document;
            using (var output = Create(copy))
                document = ForeignDocument.Copy(content, output, format, path, cancellation);
            ReportGeneratorLibrary.Load();
            var report = new ReportBuilder(format.Name) { GeneratedAt = document.GeneratedAt };
            report.SourceRoots.AddRange(document.SourceRoots);
            if (ReportGeneratorLibrary.Parse(copy, report, cancellation) is { } trouble)
                throw new ReportFormatException(path, null, $"a report in the format {format.Name}", trouble.Replace(copy, path, StringComparison.Ordinal));
            return report.Build();
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
