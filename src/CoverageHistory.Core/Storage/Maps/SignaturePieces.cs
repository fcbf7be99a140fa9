namespace CoverageHistory.Storage.Maps;

/// <summary>
/// Splits signatures so that their repeating parts are written once. A piece ends behind a run of delimiters:
/// <c>(System.String,System.Int32)</c> is <c>(</c>, <c>System.String,</c> and <c>System.Int32)</c>.
/// Without this the names of methods are two thirds of a history that holds one run.
/// </summary>
internal static class SignaturePieces
{
    private static readonly string[] Types =
    [
        "System.String", "System.Int32", "System.Boolean", "System.Object", "System.Int64", "System.Double", "System.Guid",
        "System.DateTime", "System.Type", "System.Exception", "System.Byte[]", "System.Threading.CancellationToken",
    ];

    private static readonly string[] Openers =
    [
        "System.Collections.Generic.IEnumerable`1<", "System.Collections.Generic.List`1<",
        "System.Collections.Generic.IReadOnlyList`1<", "System.Collections.Generic.IDictionary`2<",
        "System.Collections.Generic.Dictionary`2<", "System.Threading.Tasks.Task`1<", "System.Nullable`1<", "System.Func`2<",
        "System.Action`1<",
    ];

    /// <summary>Pieces that every table begins with, part of the layout: never change their order.</summary>
    public static IReadOnlyList<string> WellKnown { get; } =
        ["()", "(", .. Types.SelectMany(type => new[] { type + ",", type + ")", type + ">,", type + ">)" }), .. Openers];

    /// <summary>Length of the first piece of what is left of a signature.</summary>
    public static int First(ReadOnlySpan<char> signature)
    {
        // Loops, because the vectorized search would be compiled anew in every process, which takes longer than all signatures do.
        var end = 0;
        while (end < signature.Length && !IsDelimiter(signature[end]))
            end++;
        while (end < signature.Length && IsDelimiter(signature[end]))
            end++;
        return end;
    }

    private static bool IsDelimiter(char c) => c is '(' or ')' or ',' or '<' or '>';
}
