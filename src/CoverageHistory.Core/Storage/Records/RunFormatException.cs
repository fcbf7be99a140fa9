using System.Globalization;

namespace CoverageHistory.Storage;

/// <summary>Runs that came as text cannot be taken in: the text is cut off, was changed, is none of ours, or lacks what it refers to.</summary>
internal sealed class RunFormatException : Exception
{
    public RunFormatException(string reason, int? line = null, Exception? inner = null)
        : base(line is { } number ? string.Create(CultureInfo.InvariantCulture, $"line {number}: {reason}") : reason, inner)
    {
    }
}
