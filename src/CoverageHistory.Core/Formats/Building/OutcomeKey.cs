using CoverageHistory.Model;

namespace CoverageHistory.Formats.Building;

/// <summary>Makes the keys of outcomes: small where producers number their branches, so that they take little room.</summary>
internal static class OutcomeKey
{
    private const ulong DecisionSpace = 0;
    private const ulong BlockSpace = 1;
    private const ulong Hashed = 1UL << 63;

    /// <summary>For formats over IL.</summary>
    public static ulong OfDecision(int place, uint path) =>
        path < 256 ? ((ulong)place << 8 | path) << 2 | DecisionSpace : Hashed | ((ulong)place << 32 | path) << 2 | DecisionSpace;

    /// <summary>The numbers an lcov file gave; false for names and for other formats' identities.</summary>
    public static bool TryReadBlock(ulong key, out uint block, out int branch)
    {
        block = (uint)(key >> 10);
        branch = (int)(key >> 2 & 255);
        return key % BranchOutcome.Spaces == BlockSpace && key >> 42 == 0;
    }

    /// <summary>For lcov, whose blocks and branches are numbers in most producers' files and names in others.</summary>
    public static ulong OfBlock(ReadOnlySpan<byte> block, ReadOnlySpan<byte> branch)
    {
        if (ReportNumber.TryParseCount(block, out var first) && ReportNumber.TryParseCount(branch, out var second) && second < 256)
            return ((ulong)first << 8 | second) << 2 | BlockSpace;
        // FNV-1a, the same in every process: the key is stored.
        var hash = 14695981039346656037UL;
        foreach (var part in block)
            hash = (hash ^ part) * 1099511628211UL;
        hash = (hash ^ ',') * 1099511628211UL;
        foreach (var part in branch)
            hash = (hash ^ part) * 1099511628211UL;
        return Hashed | hash << 2 | BlockSpace;
    }
}
