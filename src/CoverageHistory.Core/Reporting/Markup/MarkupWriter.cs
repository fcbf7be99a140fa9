using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CoverageHistory.Reporting.Markup;

/// <summary>Writes HTML and SVG. Literal parts of an interpolated string are markup; every hole is data and gets encoded.</summary>
internal sealed class MarkupWriter(TextWriter output)
{
    public TextWriter Output { get; } = output;

    /// <summary>The string has written itself to <see cref="Output"/> while the compiler's code built it.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The interpolation takes its output from this instance.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref MarkupInterpolation markup) => _ = markup;

    public void Line([InterpolatedStringHandlerArgument("")] ref MarkupInterpolation markup)
    {
        _ = markup;
        Output.Write('\n');
    }

    /// <summary>Text of this assembly, such as the style sheet: never data.</summary>
    public void Trusted(string markup) => Output.Write(markup);
}
