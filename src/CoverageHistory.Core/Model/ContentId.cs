using System.Globalization;

namespace CoverageHistory.Model;

/// <summary>
/// Tells whether a source file held the same in two runs: the first 8 bytes of the name git gives its content (its blob). The default
/// value is that of a content nobody knows, which equals no other.
/// </summary>
internal readonly record struct ContentId(ulong Value)
{
    /// <summary>In hexadecimal digits.</summary>
    public const int Length = 16;

    public bool IsKnown => Value != 0;

    /// <param name="name">Hexadecimal; of a longer name the beginning counts.</param>
    /// <returns>The unknown one for anything else.</returns>
    public static ContentId Of(ReadOnlySpan<char> name) =>
        name.Length >= Length && ulong.TryParse(name[..Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new ContentId(value)
            : default;

    /// <summary>16 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
