using CoverageHistory.Formats.Foreign;
using CoverageHistory.Formats.Input;
using CoverageHistory.Formats.Xml;
using CoverageHistory.Model;

namespace CoverageHistory.Formats;

/// <summary>
/// What Microsoft's collector writes unless a text format was asked for. Its form is not documented, so Microsoft's own tool converts
/// it, where that is installed.
/// </summary>
/// <param name="findFolders">Gives the PATH.</param>
/// <param name="limit">How long converting may take; null: 60 s.</param>
internal sealed class BinaryCoverageReader(Func<string?> findFolders, TimeSpan? limit = null) : ICoverageReader
{
    private static ReadOnlySpan<byte> Mark => [(byte)'P', (byte)'C', (byte)'H', 0xFF];

    public string Format => "microsoft-binary";

    public bool Recognizes(ReadOnlySpan<byte> head) => head.StartsWith(Mark);

    public CoverageReport Read(Stream content, string path, CancellationToken cancellation)
    {
        if (DotnetCoverage.Find(findFolders(), limit) is not { } tool)
        {
            throw new ReportFormatException(path, null,
                "a report in text, or dotnet-coverage on the PATH, to convert it with (dotnet tool install --global dotnet-coverage; or collect with --collect \"Code Coverage;Format=cobertura\"; or convert it elsewhere with 'dotnet-coverage merge --output-format cobertura --output coverage.cobertura.xml FILE')",
                "Microsoft's binary .coverage");
        }
        // Nobody else may look into it, or put something there.
        var folder = Directory.CreateTempSubdirectory("coverage-history-");
        try
        {
            var input = Path.Combine(folder.FullName, "report.coverage");
            using (var file = new FileStream(input, FileMode.CreateNew))
                content.CopyTo(file);
            using var converted = new FileStream(tool.Convert(input, path, cancellation), FileMode.Open, FileAccess.Read);
            using var xml = XmlScanner.Open(new LimitedStream(converted, path, ReadLimits.Default.MaxBytes, cancellation), path, cancellation);
            return CoberturaReader.Read(xml, Format);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
