using System.Text;

namespace CoverageHistory.Storage.Sync;

/// <summary>
/// A run as it is stored in the set: lines of maps and lists of files, last its record. Its hash is the record's, so that two uploads
/// of the run have one name whatever stands before the record.
/// </summary>
internal sealed record Unit(string Hash, ReadOnlyMemory<byte> Text)
{
    private const int AddressDigits = 32;

    private static ReadOnlySpan<byte> ListMark => "{\"files\":\""u8;

    private static ReadOnlySpan<byte> FromMark => "\",\"from\":\""u8;

    private static ReadOnlySpan<byte> SessionMark => "\"files\":\""u8;

    /// <summary>The last line without its end; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Record => RecordOf(Text);

    public bool FitsHash => Record.Length > 0 && HashOf(Text) == Hash;

    public static string HashOf(ReadOnlyMemory<byte> text) => Convert.ToHexStringLower(RunRecord.HashOf(RecordOf(text).Span));

    /// <summary>
    /// What decides on the order of taking in, found without reading the whole unit: addresses of lists it brings, and of those it names.
    /// </summary>
    public UnitAddresses ReadAddresses()
    {
        var lists = new List<string>();
        var needs = new List<string>();
        var record = Record;
        var rest = Text.Span[..^Math.Min(Text.Length, record.Length + 1)];
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.StartsWith(ListMark) || line.Length < ListMark.Length + AddressDigits)
                continue;
            lists.Add(Encoding.ASCII.GetString(line.Slice(ListMark.Length, AddressDigits)));
            line = line[(ListMark.Length + AddressDigits)..];
            if (line.StartsWith(FromMark) && line.Length > FromMark.Length + AddressDigits)
                needs.Add(Encoding.ASCII.GetString(line.Slice(FromMark.Length, AddressDigits)));
        }
        // Within a text a quotation mark is escaped, so the mark stands for itself.
        for (var text = record.Span; text.IndexOf(SessionMark) is >= 0 and var at && text.Length > at + SessionMark.Length + AddressDigits;)
        {
            text = text[(at + SessionMark.Length)..];
            needs.Add(Encoding.ASCII.GetString(text[..AddressDigits]));
        }
        return new UnitAddresses(Hash, lists, needs);
    }

    private static ReadOnlyMemory<byte> RecordOf(ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty || text.Span[^1] != '\n')
            return default;
        text = text[..^1];
        return text[(text.Span.LastIndexOf((byte)'\n') + 1)..];
    }
}
