namespace CoverageHistory.Formats.Totals;

/// <summary>One place in a report that lists a line.</summary>
/// <param name="Method">With its signature; null where the line stands under its class or file.</param>
internal sealed record LineMention(
    string Module, string Class, string? Method, string File, int Line, int Branches);

/// <summary>A reader that can say where a report lists its lines, which the report's model does not keep.</summary>
internal interface ILineLister
{
    /// <summary>Paths are as the report writes them.</summary>
    /// <exception cref="ReportFormatException">The content is not a sound report of the format.</exception>
    IReadOnlyList<LineMention> List(Stream content, string path, CancellationToken cancellation);
}
