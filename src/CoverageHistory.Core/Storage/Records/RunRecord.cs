using CoverageHistory.Hashing;
using CoverageHistory.Model;

namespace CoverageHistory.Storage;

/// <summary>
/// Everything a run holds, apart from the labels users gave it, which may change. Its canonical text is the same wherever the run is
/// stored and in whatever order its sessions came; the SHA-256 of that text is the run's hash. Lines stand in it by their addresses.
/// </summary>
/// <param name="Run">With no <see cref="Run.Tags"/>.</param>
internal sealed record RunRecord(Run Run, IReadOnlyList<SessionRecord> Sessions)
{
    /// <summary>Null for a run that has all its lines, and for one whose sessions never told any.</summary>
    internal KeptTotals? Kept { get; init; }

    /// <summary>The canonical text, one line of UTF-8 without its end; its form is described in <c>docs/run-record.md</c>.</summary>
    public byte[] ToText()
    {
        var json = new CanonicalJson();
        RunRecordWriter.Write(json, this);
        return json.ToArray();
    }

    /// <summary>Reads a canonical text.</summary>
    /// <exception cref="InvalidDataException">The text is not one that <see cref="ToText"/> writes.</exception>
    public static RunRecord Parse(ReadOnlySpan<byte> text) => RunRecordReader.Read(text);

    /// <summary>SHA-256 of a canonical text.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> text) => Sha256.Of(text);
}
