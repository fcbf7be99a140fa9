using System.Globalization;

namespace CoverageHistory.Storage.Sync;

/// <summary>A plain file of the set.</summary>
/// <param name="Object">The blob's name.</param>
internal sealed record SetEntry(string Object, long Size)
{
    /// <summary>Null for what is no plain file.</summary>
    public static SetEntry? Parse(ReadOnlySpan<char> facts)
    {
        const string plain = "100644 blob ";
        if (!facts.StartsWith(plain))
            return null;
        facts = facts[plain.Length..];
        var space = facts.IndexOf(' ');
        return space > 0 && long.TryParse(facts[(space + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new SetEntry(facts[..space].ToString(), size)
            : null;
    }
}
