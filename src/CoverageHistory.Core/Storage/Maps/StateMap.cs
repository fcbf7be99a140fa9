using CoverageHistory.Model;

namespace CoverageHistory.Storage.Maps;

/// <summary>What the tests decide of a file's coverage; read against the file's structure. Layout in <c>docs/storage.md</c>.</summary>
internal static class StateMap
{
    private const byte CoveredOnly = 1;
    private const byte WithHits = 2;

    public static void Write(BlobWriter writer, FileCoverage file, bool keepHitCounts)
    {
        writer.Byte(keepHitCounts ? WithHits : CoveredOnly);
        var covered = writer.Zeros(BytesFor(file.Lines.Length));
        for (var i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i].IsCovered)
                covered[i >> 3] |= (byte)(1 << (i & 7));
        }
        foreach (ref readonly var line in file.Lines.AsSpan())
        {
            if (line.BranchesTotal > 0)
                writer.Count(Math.Min(line.BranchesCovered, line.BranchesTotal));
        }
        var taken = writer.Zeros(BytesFor(file.Outcomes.Length));
        for (var i = 0; i < file.Outcomes.Length; i++)
        {
            if (file.Outcomes[i].Hits > 0)
                taken[i >> 3] |= (byte)(1 << (i & 7));
        }
        if (keepHitCounts)
            WriteHits(writer, file);
    }

    /// <summary>How many lines a state of this length can be about: it holds a bit of each.</summary>
    public static int MostLines(ReadOnlySpan<byte> state) => (int)Math.Min((long)state.Length * 8, Array.MaxLength / 16);

    public static bool HasHits(ReadOnlySpan<byte> state) => !state.IsEmpty && state[0] == WithHits;

    /// <summary>Fills in hits and covered branches of what the structure gave.</summary>
    public static void Apply(ReadOnlySpan<byte> state, LineCoverage[] lines, BranchOutcome[] outcomes)
    {
        var reader = new BlobReader(state);
        var layout = reader.Byte();
        if (layout is not (CoveredOnly or WithHits))
            throw new InvalidDataException($"layout {layout} of a state is unknown");
        var covered = reader.Bytes(BytesFor(lines.Length));
        for (var i = 0; i < lines.Length; i++)
        {
            var total = lines[i].BranchesTotal;
            lines[i] = lines[i] with
            {
                Hits = (uint)(covered[i >> 3] >> (i & 7)) & 1,
                BranchesCovered = total == 0 ? (ushort)0 : (ushort)reader.Count(total),
            };
        }
        var taken = reader.Bytes(BytesFor(outcomes.Length));
        for (var i = 0; i < outcomes.Length; i++)
            outcomes[i] = outcomes[i] with { Hits = (uint)(taken[i >> 3] >> (i & 7)) & 1 };
        if (layout == WithHits)
            ReadHits(ref reader, lines, outcomes);
        reader.End();
    }

    private static void WriteHits(BlobWriter writer, FileCoverage file)
    {
        foreach (ref readonly var line in file.Lines.AsSpan())
        {
            if (line.IsCovered)
                writer.Integer(line.Hits - 1);
        }
        foreach (var outcome in file.Outcomes)
        {
            if (outcome.Hits > 0)
                writer.Integer(outcome.Hits - 1);
        }
    }

    private static void ReadHits(ref BlobReader reader, LineCoverage[] lines, BranchOutcome[] outcomes)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].IsCovered)
                lines[i] = lines[i] with { Hits = ReadHits(ref reader) };
        }
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Hits > 0)
                outcomes[i] = outcomes[i] with { Hits = ReadHits(ref reader) };
        }
    }

    private static uint ReadHits(ref BlobReader reader)
    {
        var hits = reader.Integer();
        return hits < uint.MaxValue ? (uint)hits + 1 : throw new InvalidDataException("a hit count is too large");
    }

    private static int BytesFor(int bits) => (int)(((long)bits + 7) >> 3);
}
