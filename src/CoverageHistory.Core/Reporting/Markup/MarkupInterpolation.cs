using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;

namespace CoverageHistory.Reporting.Markup;

/// <summary>Encodes the holes of an interpolated string with the default HTML encoder, whose entities XML knows too.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupInterpolation
{
    private readonly TextWriter _output;

    /// <summary>Called by compiled interpolated strings, which bring the two counts.</summary>
    public MarkupInterpolation(int literalLength, int formattedCount, MarkupWriter writer)
    {
        _ = literalLength + formattedCount;
        _output = writer.Output;
    }

    public void AppendLiteral(string markup) => _output.Write(markup);

    public void AppendFormatted(string? data)
    {
        if (data is not null)
            HtmlEncoder.Default.Encode(_output, LogText.Clean(data));
    }

    public void AppendFormatted(long number) => _output.Write(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A coordinate.</summary>
    public void AppendFormatted(double number) => _output.Write(number.ToString("0.##", CultureInfo.InvariantCulture));
}
